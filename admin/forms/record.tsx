import React, { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/dialog.tsx';
import { useDraft } from '../components/drafts.ts';
import { Problem } from '../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../components/page.tsx';
import { Refused, useAction } from '../components/read.ts';
import { Restored } from '../components/restored.tsx';
import { useToast } from '../components/toast.tsx';
import { useWords } from '../components/words.ts';
import { ask } from './ask.ts';
import type { Saved } from './ask.ts';
import { useDescribed, useFormWords } from './described.ts';
import type { Described, Entry, Property } from './described.ts';
import { Fields } from './fields.tsx';
import { Value } from './list.tsx';
import { Missing } from './missing.tsx';

const blank: Entry = { id: '', title: '', params: {}, populated: {}, errors: {}, baseError: null, recordActions: [] };

/** Stands for AdminJS's forms: a new entry, or one that is shown and, by those who may, changed at once. */
export function FormRecord() {
  const { resourceId, recordId } = useParams();
  const described = useDescribed(resourceId);
  const [entry, setEntry] = useState<Entry | 'missing' | undefined>(recordId ? undefined : blank);
  useEffect(() => {
    if (!recordId) return;
    ask<Saved>(`${resourceId}/records/${encodeURIComponent(recordId)}/show`).then(
      ({ record }) => setEntry(record ?? 'missing'),
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        setEntry('missing');
      },
    );
  }, [resourceId, recordId]);
  if (!described || entry === 'missing') return <Missing />;
  if (!entry) {
    return (
      <Page title="…">
        <Skeleton rows={6} height={34} />
      </Page>
    );
  }
  return <RecordPage key={entry.id} described={described} entry={entry} onChange={setEntry} />;
}

type Typed = Readonly<Record<string, unknown>>;
const nothing: Typed = {};

/** What was typed, numbers as numbers, and the version that the person saw: what they left alone is somebody else's to change. */
function editOf({ editProperties }: Described, { params }: Entry, typed: Typed): Typed {
  const read = Object.entries(typed).map(([path, value]) => {
    const isNumber = editProperties.some(({ propertyPath, type }) => propertyPath === path && type === 'number');
    return [path, isNumber && /^-?\d+$/.test(String(value)) ? Number(value) : value];
  });
  return { ...Object.fromEntries(read), version: Number(params['version']) };
}

function labelled<T>({ editProperties }: Described, field: string, say: (property: Property) => T): T | undefined {
  const property = editProperties.find(({ propertyPath }) => propertyPath === field);
  return property && say(property);
}

type RecordPageProps = {
  readonly described: Described;
  readonly entry: Entry;
  readonly onChange: (entry: Entry) => void;
};

function RecordPage({ described, entry, onChange }: RecordPageProps) {
  const { t } = useWords();
  const words = useFormWords(described.id);
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused } = useAction();
  const draft = useDraft<Typed>(`form ${described.id} ${entry.id || 'new'}`, nothing);
  const { typed, change } = draft;
  const [removing, setRemoving] = useState(false);
  const may = (action: string) => entry.recordActions.some(({ name }) => name === action);
  const isNew = entry.id === '';
  const list = `/admin/resources/${described.id}`;
  const address = isNew
    ? `${described.id}/actions/new`
    : `${described.id}/records/${encodeURIComponent(entry.id)}/edit`;

  const meetingWords = {
    name: (field: string) => labelled(described, field, words.column),
    value: (field: string, value: unknown) =>
      labelled(described, field, (property) =>
        property.availableValues && value ? words.choice(property, String(value)) : undefined,
      ),
  };
  const save = () =>
    run(async () => {
      const body = isNew ? { ...entry.params, ...typed } : editOf(described, entry, typed);
      const { record, notice } = await ask<Saved>(address, body, meetingWords);
      if (notice?.type !== 'error') {
        draft.forget();
        toast(t('frame.saved'), { tone: 'green' });
        navigate(list);
        return;
      }
      onChange({ ...entry, errors: record?.errors ?? {}, baseError: record?.baseError ?? null });
    });
  const remove = () =>
    run(async () => {
      const { notice } = await ask<Saved>(`${described.id}/records/${encodeURIComponent(entry.id)}/delete`, {});
      if (notice?.type !== 'error') {
        draft.forget();
        return navigate(list);
      }
      setRemoving(false);
      onChange({ ...entry, baseError: { message: notice.message } });
    });

  const title = isNew ? t('forms.new', { name: words.title }) : entry.title;
  return (
    <Page title={title}>
      <Head title={title} back={{ to: list, label: words.title }}>
        {may('delete') ? (
          <Button icon="trash" onClick={() => setRemoving(true)}>
            {t('forms.delete')}
          </Button>
        ) : null}
      </Head>
      <Restored draft={draft} />
      <Card>
        {isNew || may('edit') ? (
          <form
            className="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <Problem>
              {refused?.message ?? (entry.baseError ? words.message(entry.baseError.message) : undefined)}
            </Problem>
            <Fields
              described={described}
              values={{ ...entry.params, ...typed }}
              errors={entry.errors}
              onChange={(path, value) => change({ [path]: value })}
            />
            <div className="bar">
              <Button kind="main" type="submit" busy={busy}>
                {t('frame.save')}
              </Button>
              <Button kind="quiet" to={list}>
                {t('frame.cancel')}
              </Button>
            </div>
          </form>
        ) : (
          <dl className="facts">
            {described.showProperties.map((property) => (
              <React.Fragment key={property.propertyPath}>
                <dt>{words.column(property)}</dt>
                <dd>
                  <Value property={property} resource={described.id} entry={entry} />
                </dd>
              </React.Fragment>
            ))}
          </dl>
        )}
      </Card>
      {removing ? (
        <Confirm
          title={t('forms.delete title', { name: entry.title })}
          verb={t('forms.delete')}
          danger
          busy={busy}
          onConfirm={() => void remove()}
          onClose={() => setRemoving(false)}
        >
          {t('forms.delete text')}
        </Confirm>
      ) : null}
    </Page>
  );
}
