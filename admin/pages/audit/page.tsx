import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { addDays, dayIn } from '../../components/dates.ts';
import { Field, Problem, Select } from '../../components/field.tsx';
import { Entry } from '../../components/history/entry.tsx';
import { Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { fromWall } from '../../../domain/calendar/wall.ts';
import type { AuditEntry } from '../../../db/audit-telling.ts';

/** Who changed what, and when: of every record, newest first. */
export default function Audit() {
  const { t } = useWords();
  const { timeZone } = useViewer();
  const [search, setSearch] = useSearchParams();
  const { rows, more, busy, error } = usePages<AuditEntry>(`/audit?${asked(search, timeZone)}`);
  const set = (name: string, value: string) =>
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <Page title={t('audit.title')}>
      <Head
        title={t('audit.title')}
        second={t('settings.audit text')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      />
      <Filters search={search} onSet={set} />
      {error ? <Problem>{error.message}</Problem> : null}
      {rows === undefined ? <Skeleton rows={8} height={48} /> : null}
      {rows?.length === 0 ? <Empty icon="undo" title={t('audit.empty')} text={t('audit.empty text')} /> : null}
      {rows && rows.length > 0 ? (
        <ol className="audit">
          {rows.map((row) => (
            <Entry key={row.id} row={row} names>
              {search.get('recordId') ? null : (
                <Button
                  kind="quiet"
                  icon="find"
                  label={t('audit.only this')}
                  onClick={() => set('recordId', row.recordId)}
                />
              )}
            </Entry>
          ))}
        </ol>
      ) : null}
      {more ? (
        <Button onClick={more} busy={busy}>
          {t('frame.more')}
        </Button>
      ) : null}
    </Page>
  );
}

/** Days as they are typed become instants of the viewer's zone: the last one counts as a whole. */
function asked(search: URLSearchParams, timeZone: string): string {
  const query = new URLSearchParams();
  for (const name of ['noun', 'recordId', 'userId']) {
    const value = search.get(name);
    if (value) query.set(name, value);
  }
  const [from, to] = [dayIn(search.get('from')), dayIn(search.get('to'))];
  if (from) query.set('from', fromWall(`${from}T00:00`, timeZone));
  if (to) query.set('to', fromWall(`${addDays(to, 1)}T00:00`, timeZone));
  return query.toString();
}

type FiltersProps = { readonly search: URLSearchParams; readonly onSet: (name: string, value: string) => void };

function Filters({ search, onSet }: FiltersProps) {
  const { t, knows } = useWords();
  const nouns = useRead<{ rows: string[] }>('/audit/nouns');
  const users = useRead<{ rows: { id: string; name: string }[] }>('/users?active=all');
  const recordId = search.get('recordId');
  return (
    <div className="audit-filters">
      <Field label={t('audit.noun')}>
        <Select
          value={search.get('noun') ?? ''}
          none={t('audit.everything')}
          onChange={(noun) => onSet('noun', noun)}
          choices={(nouns.value?.rows ?? []).map((noun) => ({
            value: noun,
            label: knows(`audit.noun.${noun}`) ? t(`audit.noun.${noun}`) : noun,
          }))}
        />
      </Field>
      <Field label={t('audit.who')}>
        <Select
          value={search.get('userId') ?? ''}
          none={t('audit.everybody')}
          onChange={(id) => onSet('userId', id)}
          choices={(users.value?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field label={t('audit.from')}>
        <DateInput value={search.get('from') ?? ''} towards="past" onChange={(day) => onSet('from', day)} />
      </Field>
      <Field label={t('audit.to')}>
        <DateInput value={search.get('to') ?? ''} towards="past" onChange={(day) => onSet('to', day)} />
      </Field>
      {recordId ? (
        <Button icon="close" onClick={() => onSet('recordId', '')}>
          {t('audit.one record')}
        </Button>
      ) : null}
    </div>
  );
}
