import React, { useState } from 'react';
import type { ListDescription, SavedView } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Cancel, Confirm, Dialog } from '../dialog.tsx';
import { Check, Field, Problem, TextInput } from '../field.tsx';
import { MenuButton, type MenuItem } from '../popover.tsx';
import { call, useAction } from '../read.ts';
import { Refusal } from '../refusal.tsx';
import { useToast } from '../toast.tsx';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import type { Looking } from './use-view.ts';

export type ViewsProps = {
  readonly description: ListDescription;
  readonly looking: Looking;
  /** Reads the views again after one was kept or changed. */
  readonly onKept: () => Promise<void>;
};

type ChangedProps = ViewsProps & { readonly onSaveAs: () => void };

/** What can be done with the open view: keep what was changed, and everything else behind one button. */
export function Changed({ description, looking, onKept, onSaveAs }: ChangedProps) {
  const { t } = useWords();
  const { kept, isChanged } = looking;
  const { run, busy, refused } = useAction();
  const toast = useToast();
  const save = () =>
    run(async () => {
      await patchView(description, kept!, { view: looking.view });
      await onKept();
      looking.reset();
      toast(t('views.saved'));
    });
  return (
    <div className="bar dt-view-actions">
      {refused ? <span className="red-ink small">{refused.message}</span> : null}
      {isChanged ? (
        <>
          <Button kind="quiet" size="small" onClick={looking.reset}>
            {t('views.reset')}
          </Button>
          {kept && mayChange(kept) ? (
            <Button size="small" busy={busy} onClick={() => void save()}>
              {t('views.save')}
            </Button>
          ) : (
            <Button size="small" onClick={onSaveAs}>
              {t('views.save as')}
            </Button>
          )}
        </>
      ) : null}
      <ViewMenu description={description} looking={looking} onKept={onKept} onSaveAs={onSaveAs} />
    </div>
  );
}

function ViewMenu({ description, looking, onKept, onSaveAs }: ChangedProps) {
  const { t } = useWords();
  const toast = useToast();
  const { kept } = looking;
  const [open, setOpen] = useState<'name' | 'delete'>();
  const { run } = useAction();
  const change = (changes: ViewChanges) =>
    void run(async () => {
      await patchView(description, kept!, changes);
      await onKept();
    });
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}?view=${looking.id}`);
    toast(t('views.copied'));
  };
  const { may } = useViewer();
  const order = description.order;
  const place = order.indexOf(looking.id);
  const choose = (choices: { defaultView?: string; places?: readonly string[] }) =>
    void run(async () => {
      await call('PATCH', `/lists/${description.kind}/views`, choices);
      await onKept();
    });
  const moved = (by: number) => order.toSpliced(place, 1).toSpliced(place + by, 0, looking.id);
  const places: MenuItem[] = [
    { label: t('views.left'), icon: 'left', disabled: place < 1, onChoose: () => choose({ places: moved(-1) }) },
    {
      label: t('views.right'),
      icon: 'right',
      disabled: place === order.length - 1,
      onChoose: () => choose({ places: moved(1) }),
    },
    {
      label: t('views.first'),
      icon: 'flag',
      chosen: description.defaultView === looking.id,
      onChoose: () => choose({ defaultView: looking.id }),
    },
  ];
  const own: MenuItem[] =
    kept && mayChange(kept)
      ? [
          { label: t('views.rename'), icon: 'edit', onChoose: () => setOpen('name') },
          {
            label: t(kept.isShared ? 'views.unshare' : 'views.share'),
            icon: 'users',
            disabled: !may('view.share'),
            onChoose: () => change({ isShared: !kept.isShared }),
          },
          { label: t('views.delete'), icon: 'trash', danger: true, onChoose: () => setOpen('delete') },
        ]
      : [];
  return (
    <>
      <MenuButton
        kind="quiet"
        size="small"
        icon="more"
        label={t('views.more')}
        items={[
          { label: t('views.save as'), icon: 'plus', onChoose: onSaveAs },
          { label: t('views.copy'), icon: 'link', onChoose: () => void copy() },
          ...places,
          ...own,
        ]}
      />
      {open === 'name' && kept ? (
        <RenameView description={description} kept={kept} onKept={onKept} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'delete' && kept ? (
        <DeleteView
          description={description}
          kept={kept}
          onDeleted={async () => {
            looking.open(undefined);
            await onKept();
          }}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </>
  );
}

type NameViewProps = ViewsProps & { readonly onClose: () => void };

export function NameView({ description, looking, onKept, onClose }: NameViewProps) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const { may } = useViewer();
  const { run, busy, problem, refused } = useAction();
  const keep = () =>
    run(async () => {
      const { view } = looking;
      const made = await call<SavedView>('POST', `/lists/${description.kind}/views`, { name, isShared, view });
      await onKept();
      looking.open(made.id);
      onClose();
    });
  return (
    <Dialog
      title={t('views.keep title')}
      onClose={onClose}
      onSubmit={() => void keep()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={name.trim() === ''}>
            {t('views.keep')}
          </Button>
        </>
      }
    >
      <p className="second">{t('views.keep text')}</p>
      <Field label={t('views.name')} error={problem('name')} required>
        <TextInput value={name} onChange={setName} placeholder={t('views.name example')} />
      </Field>
      {may('view.share') ? <Check label={t('views.share with all')} checked={isShared} onChange={setShared} /> : null}
      <Refusal refused={refused} />
    </Dialog>
  );
}

type KeptProps = {
  readonly description: ListDescription;
  readonly kept: SavedView;
  readonly onClose: () => void;
};

function RenameView({ description, kept, onKept, onClose }: KeptProps & Pick<ViewsProps, 'onKept'>) {
  const { t } = useWords();
  const [name, setName] = useState(kept.name);
  const { run, busy, refused } = useAction();
  const rename = () =>
    run(async () => {
      await patchView(description, kept, { name });
      await onKept();
      onClose();
    });
  return (
    <Dialog
      title={t('views.rename')}
      onClose={onClose}
      onSubmit={() => void rename()}
      actions={
        <Button kind="main" type="submit" busy={busy} disabled={name.trim() === ''}>
          {t('frame.save')}
        </Button>
      }
    >
      <Field label={t('views.name')} error={refused?.message}>
        <TextInput value={name} onChange={setName} />
      </Field>
    </Dialog>
  );
}

function DeleteView({
  description,
  kept,
  onDeleted,
  onClose,
}: KeptProps & { readonly onDeleted: () => Promise<void> }) {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const remove = () =>
    run(async () => {
      await call('DELETE', `/lists/${description.kind}/views/${kept.id}?version=${kept.version}`);
      await onDeleted();
      onClose();
    });
  return (
    <Confirm
      title={t('views.delete title', { name: kept.name })}
      verb={t('views.delete')}
      danger
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{t(kept.isShared ? 'views.delete shared text' : 'views.delete text')}</p>
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Confirm>
  );
}

type ViewChanges = { name?: string; isShared?: boolean; view?: Looking['view'] };

function patchView({ kind }: ListDescription, { id, version }: SavedView, changes: ViewChanges): Promise<unknown> {
  return call('PATCH', `/lists/${kind}/views/${id}`, { version, ...changes });
}

/** The maker, and whoever keeps the settings; the server decides again. */
function mayChange({ isMine }: SavedView): boolean {
  return isMine || window.NURT.viewer.rights.includes('settings.edit');
}
