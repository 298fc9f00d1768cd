import React, { useState } from 'react';
import { useParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { AddEntry } from '../../components/dictionary-select.tsx';
import { Check, Field, Problem, TextInput } from '../../components/field.tsx';
import { Card, Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, saveWhole, useAction, useRead } from '../../components/read.ts';
import { Sortable } from '../../components/sortable.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Entry } from '../../../domain/own/entries.ts';
import type { Dictionary } from '../../../db/dictionaries.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { sayUses } from './say-uses.ts';

/** One dictionary: its name, who may add to it, and its entries in order. */
export default function DictionaryPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const path = `/dictionaries/${encodeURIComponent(id)}`;
  const found = useRead<Dictionary>(path);
  const uses = useRead<{ uses: Record<string, number> }>(`${path}/uses`);
  const [adding, setAdding] = useState(false);
  const dictionary = found.value;
  const title = dictionary?.name[language] ?? t('dictionary.title');
  return (
    <Page title={title}>
      <Head title={title} back={{ to: '/admin/dictionaries', label: t('dictionary.title') }}>
        {dictionary ? (
          <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
            {t('dictionary.add entry')}
          </Button>
        ) : null}
      </Head>
      {found.error ? <Problem>{found.error.message}</Problem> : null}
      {dictionary ? (
        <div className="dictionary">
          <Entries dictionary={dictionary} uses={uses.value?.uses ?? {}} onChange={found.reload} />
          {dictionary.builtIn ? null : (
            <About key={dictionary.version} dictionary={dictionary} onSaved={found.reload} />
          )}
        </div>
      ) : (
        <Skeleton rows={6} height={34} />
      )}
      {adding && dictionary ? (
        <AddEntry
          dictionary={dictionary}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            found.reload();
            uses.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

type EntriesProps = {
  readonly dictionary: Dictionary;
  readonly uses: Readonly<Record<string, number>>;
  readonly onChange: () => void;
};

function Entries({ dictionary, uses, onChange }: EntriesProps) {
  const words = useWords();
  const { t, language } = words;
  const { run, refused } = useAction();
  const [edited, setEdited] = useState<Entry>();
  if (dictionary.entries.length === 0)
    return <Empty icon="tag" title={t('dictionary.empty')} text={t('dictionary.empty text')} />;
  const order = (codes: readonly string[]) =>
    void run(() => call('PUT', `/dictionaries/${dictionary.code}/order`, { codes }).then(onChange));
  return (
    <Card flush>
      <Problem>{refused?.message}</Problem>
      <Sortable
        label={t('dictionary.entries')}
        items={dictionary.entries}
        idOf={({ code }) => code}
        nameOf={({ name }) => name[language]}
        onOrder={order}
      >
        {(entry) => (
          <>
            <button type="button" className="link-like" onClick={() => setEdited(entry)}>
              {entry.color ? <Tag tone={entry.color}>{entry.name[language]}</Tag> : entry.name[language]}
            </button>
            {dictionary.hasCode ? <code className="muted">{entry.code}</code> : null}
            <span className="grow" />
            {entry.probability === undefined ? null : <span className="small second num">{entry.probability}%</span>}
            {uses[entry.code] ? (
              <span className="small muted">{sayUses(words, 'dictionary.uses', uses[entry.code]!)}</span>
            ) : null}
            {entry.active ? null : <Tag icon="lock">{t('own.inactive')}</Tag>}
          </>
        )}
      </Sortable>
      {edited ? (
        <EntryDialog
          dictionary={dictionary}
          entry={edited}
          uses={uses[edited.code] ?? 0}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined);
            onChange();
          }}
        />
      ) : null}
    </Card>
  );
}

function About({ dictionary, onSaved }: { readonly dictionary: Dictionary; readonly onSaved: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [name, setName] = useState(dictionary.name);
  const [open, setOpen] = useState(dictionary.open);
  const [active, setActive] = useState(dictionary.active);
  const save = () =>
    run(async () => {
      const { code, version } = dictionary;
      await saveWhole(`/dictionaries/${code}`, { version, before: dictionary, after: { name, open, active } });
      toast(t('frame.saved'), { tone: 'green' });
      onSaved();
    });
  return (
    <Card title={t('dictionary.about')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Problem>{refused?.message}</Problem>
        <Field label={t('shape.name pl')} required>
          <TextInput value={name.pl} onChange={(pl) => setName({ ...name, pl })} autoComplete="off" />
        </Field>
        <Field label={t('shape.name en')}>
          <TextInput value={name.en} onChange={(en) => setName({ ...name, en })} autoComplete="off" />
        </Field>
        <Check label={t('dictionary.open label')} checked={open} onChange={setOpen} />
        <Check label={t('dictionary.active label')} checked={active} onChange={setActive} />
        <div className="bar">
          <Button type="submit" busy={busy}>
            {t('frame.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
