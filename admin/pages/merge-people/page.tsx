import React from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { Person, PersonCard } from '../../../db/people.ts';
import type { PersonMergeField, PersonMergePreview } from '../../../db/person-merges.ts';
import { useLikelyTwins } from '../person/twins.ts';
import type { Side } from '../merge/field-choices.tsx';
import { History } from '../merge/history.tsx';
import { Sides } from '../merge/sides.tsx';
import { StrictConsents } from '../merge/what-comes.tsx';

const fields: readonly PersonMergeField[] = [
  'firstName',
  'lastName',
  'position',
  'department',
  'decides',
  'gender',
  'vocative',
  'language',
  'bornOn',
  'nameDay',
];

/** Puts two persons of a customer who are one together. */
export default function MergePeople() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const other = search.get('with') ?? '';
  const { value: person, error } = useRead<PersonCard>(`/people/${id}`);
  const title = t('merge.people');
  if (!person) {
    return (
      <Page title={title}>
        {error ? <h1>{title}</h1> : <Skeleton rows={8} />}
        <Problem>{error?.message}</Problem>
      </Page>
    );
  }
  const name = nameOf(person);
  const choose = (otherId: string) => setSearch(otherId ? { with: otherId } : {}, { replace: true });
  return (
    <Page title={title}>
      <Head title={title} second={person.companyName} back={{ to: `/admin/people/${id}`, label: name }} />
      {other ? (
        <Sides
          key={`${id}${other}`}
          at="/people"
          keptId={id}
          mergedId={other}
          fields={fields}
          sideOf={sideOf}
          comes={({ consents }: PersonMergePreview) => <StrictConsents consents={consents} />}
          other={t('merge.other person')}
          onOther={() => choose('')}
        />
      ) : (
        <Candidates person={person} onChoose={choose} />
      )}
      <History of={`/people/${id}`} undo="/person-merges" />
    </Page>
  );
}

/** The other people of the customer, those who may be the same first. */
function Candidates({ person, onChoose }: { readonly person: PersonCard; readonly onChoose: (id: string) => void }) {
  const { t } = useWords();
  const twins = useLikelyTwins(person);
  const { value } = useRead<{ rows: Person[] }>(`/companies/${person.companyId}/people`);
  const others = (value?.rows ?? []).filter(({ id }) => id !== person.id);
  if (value && others.length === 0)
    return <Empty icon="person" title={t('merge.nobody else')} text={t('merge.nobody else text')} />;
  const because = new Map(twins.map((twin) => [twin.id, twin.because]));
  return (
    <Card title={t('merge.which')}>
      <div className="merge-which">
        <p className="second">{t('merge.which person')}</p>
        {others
          .toSorted((a, b) => Number(because.has(b.id)) - Number(because.has(a.id)))
          .map((one) => (
            <div key={one.id} className="bar">
              <b className="strong">{nameOf(one)}</b>
              <span className="second small">
                {[one.position, because.has(one.id) ? t(`companies.because.${because.get(one.id)}`) : null]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className="grow" />
              <Button size="small" onClick={() => onChoose(one.id)}>
                {t('merge.compare')}
              </Button>
            </div>
          ))}
      </div>
    </Card>
  );
}

function sideOf(person: PersonCard, words: Words): Side<PersonMergeField> {
  const texts = Object.fromEntries(fields.map((field) => [field, textOf(person, field, words)]));
  return {
    id: person.id,
    name: nameOf(person),
    to: `/admin/people/${person.id}`,
    texts: texts as Record<PersonMergeField, string>,
  };
}

function textOf(person: PersonCard, field: PersonMergeField, { t, date }: Words): string {
  const value = person[field];
  if (value === null || value === undefined || value === '') return '';
  if (field === 'decides') return t(value ? 'shape.yes' : 'shape.no');
  if (field === 'language' || field === 'gender') return t(`person.${field}.${String(value)}`);
  if (field === 'bornOn') return date(String(value));
  if (field === 'nameDay') return date(`2000-${String(value)}`).replace(/ 2000$/, '');
  return String(value);
}

function nameOf({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}
