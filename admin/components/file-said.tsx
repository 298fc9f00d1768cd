import React from 'react';
import { Button } from './button.tsx';
import { DictionarySelect } from './dictionary-select.tsx';
import { useDraft, type Draft } from './drafts.ts';
import { Field, TextInput } from './field.tsx';
import { changedOwn, RecordForm } from './own/record-form.tsx';
import { call, useAction } from './read.ts';
import { Refusal } from './refusal.tsx';
import { useToast } from './toast.tsx';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';
import type { FilePage } from '../../db/file-page.ts';
import type { OwnValues } from '../../domain/own/shapes.ts';

type Said = {
  readonly name: string;
  readonly categoryId: string;
  readonly keywords: string;
  readonly description: string;
};
type Typed = { readonly [Field in keyof Said]?: string | undefined } & {
  /** Own values that differ, by code. */
  readonly own?: OwnValues | undefined;
  /** Of the version that is added next. */
  readonly note?: string | undefined;
};
export type FileDraft = Draft<Typed>;

/**
 * What is typed about a file, and nothing else: it lies over what the file says, so that a new version, another record that
 * it hangs on or somebody else's change comes in below it.
 */
export function useFileDraft({ id }: Pick<FilePage, 'id'>): FileDraft {
  return useDraft<Typed>(`file ${id}`, nothing);
}

const nothing: Typed = {};

type FileSaidProps = { readonly file: FilePage; readonly draft: FileDraft; readonly onChange: () => void };

/** The name of a file, and what helps to find it. */
export function FileSaid({ file, draft, onChange }: FileSaidProps) {
  const { t } = useWords();
  const toast = useToast();
  const isFixed = !useViewer().may('file.edit');
  const { run, busy, refused, problem } = useAction();
  const { note, ...typed } = draft.typed;
  const kept = saidOf(file);
  const set = (field: keyof Said) => (value: string) =>
    draft.change({ [field]: value === kept[field] ? undefined : value });
  const save = () =>
    run(async () => {
      await call('PATCH', `/files/${file.id}`, { version: file.version, changes: sentOf(typed) });
      // Own values lie over the file by their codes: what was sent goes, and what was typed since stays.
      draft.saved({ ...typed, note, own: undefined }, { note });
      draft.change(({ own }) => ({ own: own && someOf(changedOwn(typed.own ?? {}, own)) }));
      toast(t('frame.saved'), { tone: 'green' });
      onChange();
    });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Refusal refused={refused} />
      <Field label={t('files.name')} error={problem('name')}>
        <TextInput value={typed.name ?? kept.name} onChange={set('name')} disabled={isFixed} />
      </Field>
      <div className="two">
        <Field label={t('files.category')} error={problem('categoryId')}>
          <DictionarySelect
            dictionary="file_categories"
            value={typed.categoryId ?? kept.categoryId}
            onChange={set('categoryId')}
            none={t('files.no category')}
            disabled={isFixed}
          />
        </Field>
        <Field label={t('files.keywords')} hint={t('files.keywords hint')}>
          <TextInput value={typed.keywords ?? kept.keywords} onChange={set('keywords')} disabled={isFixed} />
        </Field>
      </div>
      <Field label={t('files.description')}>
        <TextInput
          value={typed.description ?? kept.description}
          onChange={set('description')}
          lines={2}
          disabled={isFixed}
        />
      </Field>
      <RecordForm
        record="file"
        fields={[]}
        own={{ ...file.own, ...typed.own }}
        onOwn={(own) => draft.change({ own: someOf(changedOwn(file.own, own)) })}
        problem={problem}
        fixed={isFixed}
      />
      {Object.keys(sentOf(typed)).length > 0 ? (
        <Button kind="main" type="submit" busy={busy}>
          {t('frame.save')}
        </Button>
      ) : null}
    </form>
  );
}

function saidOf({ name, categoryId, keywords, description }: FilePage): Said {
  return { name, categoryId: categoryId ?? '', keywords: keywords.join(', '), description: description ?? '' };
}

function someOf(own: OwnValues): OwnValues | undefined {
  return Object.keys(own).length > 0 ? own : undefined;
}

function sentOf({ name, categoryId, keywords, description, own }: Typed): object {
  const words = keywords
    ?.split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  return {
    ...(name === undefined ? {} : { name }),
    ...(categoryId === undefined ? {} : { categoryId: categoryId || null }),
    ...(words === undefined ? {} : { keywords: words }),
    ...(description === undefined ? {} : { description: description || null }),
    ...(own === undefined ? {} : { own }),
  };
}
