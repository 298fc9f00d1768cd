import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Check, Field, Problem, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useWords } from '../../components/words.ts';
import type { ImportantDate } from '../../../db/important-dates.ts';

/** Days worth remembering, the nearest first. */
export function ImportantDates({ companyId, mayEdit }: { readonly companyId: string; readonly mayEdit: boolean }) {
  const { t } = useWords();
  const { value, reload } = useRead<{ rows: ImportantDate[] }>(`/companies/${companyId}/dates`);
  const [adding, setAdding] = useState(false);
  if (!value || (value.rows.length === 0 && !mayEdit)) return null;
  const add = mayEdit ? (
    <Button kind="quiet" size="small" icon="plus" label={t('customer.add date')} onClick={() => setAdding(!adding)} />
  ) : null;
  return (
    <Card title={t('customer.dates')} actions={add}>
      {value.rows.length === 0 && !adding ? <span className="muted small">{t('customer.no dates')}</span> : null}
      <ul className="contacts">
        {value.rows.map((date) => (
          <OneDate
            key={date.id ?? `${date.kind}${date.personId}`}
            companyId={companyId}
            date={date}
            mayEdit={mayEdit}
            onChange={reload}
          />
        ))}
      </ul>
      {adding ? (
        <AddDate
          companyId={companyId}
          onDone={() => {
            setAdding(false);
            reload();
          }}
        />
      ) : null}
    </Card>
  );
}

type OneDateProps = {
  readonly companyId: string;
  readonly date: ImportantDate;
  readonly mayEdit: boolean;
  readonly onChange: () => void;
};

function OneDate({ companyId, date: one, mayEdit, onChange }: OneDateProps) {
  const { t, day } = useWords();
  const { run, busy } = useAction();
  const undone = useUndone(onChange);
  const remove = () =>
    run(async () => {
      const { title, fallsOn, yearly, personId } = one;
      await call('DELETE', `/important-dates/${one.id}`);
      undone(t('date.deleted', { title: title ?? '' }), () =>
        call('POST', `/companies/${companyId}/dates`, { title, fallsOn, yearly, ...(personId ? { personId } : {}) }),
      );
      onChange();
    });
  const name = one.kind === 'date' ? one.title : t(`customer.${one.kind}`);
  return (
    <li className="bar small">
      <span className="important">
        <b className="strong">{day(one.nextOn)}</b> {name}
        {one.personId ? (
          <>
            {' · '}
            <Link className="link" to={`/admin/people/${one.personId}`}>
              {one.personName}
            </Link>
          </>
        ) : null}
      </span>
      <span className="grow" />
      {mayEdit && one.id ? (
        <Button
          kind="quiet"
          size="small"
          icon="trash"
          label={t('customer.delete date', { title: one.title ?? '' })}
          busy={busy}
          onClick={() => void remove()}
        />
      ) : null}
    </li>
  );
}

function AddDate({ companyId, onDone }: { readonly companyId: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const [title, setTitle] = useState('');
  const [fallsOn, setFallsOn] = useState('');
  const [yearly, setYearly] = useState(false);
  const { run, busy, refused, problem } = useAction();
  const save = () =>
    run(async () => {
      await call('POST', `/companies/${companyId}/dates`, { title, fallsOn, yearly });
      onDone();
    });
  return (
    <form
      className="company-form add-date"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label={t('customer.what day')} required error={problem('title')}>
        <TextInput value={title} onChange={setTitle} autoFocus />
      </Field>
      <Field label={t('customer.when')} required error={problem('fallsOn')}>
        <DateInput value={fallsOn} onChange={setFallsOn} />
      </Field>
      <Check checked={yearly} onChange={setYearly} label={t('customer.yearly')} />
      <Problem>{refused && !refused.field ? refused.message : undefined}</Problem>
      <Button kind="main" type="submit" busy={busy} disabled={title.trim() === '' || fallsOn === ''}>
        {t('company.add')}
      </Button>
    </form>
  );
}
