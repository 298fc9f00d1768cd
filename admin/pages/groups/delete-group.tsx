import React from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { GroupUses } from '../../../db/group-deletion.ts';
import type { Group } from '../../../db/groups.ts';

type DeleteGroupProps = {
  readonly group: Pick<Group, 'id' | 'name' | 'version'>;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
};

/** Asks by name, saying who is in the group and what would miss it; a campaign that has not ended holds it. */
export function DeleteGroup({ group: { id, name, version }, onClose, onDeleted }: DeleteGroupProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const { value: uses, error } = useRead<GroupUses>(`/groups/${id}/uses`);
  const remove = async () => {
    if (!(await run(() => call('DELETE', `/groups/${id}?version=${version}`)))) return;
    toast(t('groups.deleted', { name }), { tone: 'green' });
    onDeleted();
  };
  return (
    <Dialog
      title={t('groups.delete title', { name })}
      onClose={onClose}
      onSubmit={() => void remove()}
      actions={
        <>
          <Cancel />
          <Button kind="danger" type="submit" busy={busy} disabled={!uses || uses.refused !== null}>
            {t('groups.delete')}
          </Button>
        </>
      }
    >
      {uses ? <Uses uses={uses} /> : error ? null : <Skeleton rows={2} />}
      {/* What was refused has been said beside the uses already, where it was known then. */}
      <Problem>{error?.message ?? (uses?.refused ? undefined : refused?.message)}</Problem>
    </Dialog>
  );
}

const COUNTED = 10_000;

function Uses({ uses: { members, refused, classes, views, bulks } }: { readonly uses: GroupUses }) {
  const { t, number } = useWords();
  if (refused) return <Notice tone="orange">{refused}</Notice>;
  const held =
    members === 0
      ? t('groups.holds none')
      : members > COUNTED
        ? t('groups.holds more', { count: number(COUNTED) })
        : t('groups.holds', { count: members });
  const used = [
    ...(classes.length > 0 ? [t('groups.used by classes', { names: classes.join(', ') })] : []),
    ...(views > 0 ? [t('groups.used by views', { count: views })] : []),
    ...(bulks > 0 ? [t('groups.used by bulks', { count: bulks })] : []),
  ];
  return (
    <>
      <p>
        {held} {t('groups.delete text')}
      </p>
      {used.length === 0 ? (
        <p className="second">{t('groups.used nowhere')}</p>
      ) : (
        <Notice tone="orange">
          {used.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Notice>
      )}
    </>
  );
}
