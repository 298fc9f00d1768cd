import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ImportantDate } from '../../../db/important-dates.ts';
import { DateDialog, sayAhead } from './date-dialog.tsx';

type DatesProps = {
  readonly companyId: string;
  /** Only those of this person. */
  readonly personId?: string;
  readonly mayEdit: boolean;
};

/** Days worth remembering, the nearest first, and what each brings onto the desk in advance. */
export function ImportantDates({ companyId, personId, mayEdit }: DatesProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const asked = personId ? `?personId=${personId}` : '';
  const { value, reload } = useRead<{ rows: ImportantDate[] }>(`/companies/${companyId}/dates${asked}`);
  const [open, setOpen] = useState<ImportantDate | 'new'>();
  if (!value || (value.rows.length === 0 && !mayEdit)) return null;
  const add = mayEdit ? (
    <Button kind="quiet" size="small" icon="plus" label={t('customer.add date')} onClick={() => setOpen('new')} />
  ) : null;
  return (
    <Card title={t('customer.dates')} actions={add}>
      {value.rows.length === 0 ? <span className="muted small">{t('customer.no dates')}</span> : null}
      <ul className="contacts">
        {value.rows.map((date) => (
          <OneDate
            key={`${date.kind} ${date.id ?? date.personId}`}
            date={date}
            showsWhose={personId === undefined}
            {...(mayEdit && (date.kind === 'date' || may('task.edit')) ? { onEdit: () => setOpen(date) } : {})}
            onChange={reload}
          />
        ))}
      </ul>
      {open ? (
        <DateDialog
          companyId={companyId}
          {...(personId ? { personId } : {})}
          {...(open === 'new' ? {} : { date: open })}
          onClose={() => setOpen(undefined)}
          onSaved={() => {
            setOpen(undefined);
            reload();
          }}
        />
      ) : null}
    </Card>
  );
}

type OneDateProps = {
  readonly date: ImportantDate;
  /** Not where all are of one person. */
  readonly showsWhose: boolean;
  readonly onEdit?: () => void;
  readonly onChange: () => void;
};

function OneDate({ date: one, showsWhose, onEdit, onChange }: OneDateProps) {
  const words = useWords();
  const { t, day, date } = words;
  const { run, busy, refused } = useAction();
  const undone = useUndone(onChange);
  const remove = () =>
    run(async () => {
      await call('DELETE', `/important-dates/${one.id}?version=${one.version}`);
      undone(t('date.deleted', { title: one.title ?? '' }), () => call('POST', `/important-dates/${one.id}/restore`));
      onChange();
    });
  const name = one.kind === 'date' ? one.title : t(`customer.${one.kind}`);
  return (
    <li className="bar small date-line">
      <span className="important">
        <b className="strong">{day(one.nextOn)}</b> {name}
        {one.personId && showsWhose ? (
          <>
            {' · '}
            <Link className="link" to={`/admin/people/${one.personId}`}>
              {one.personName}
            </Link>
          </>
        ) : null}
        {one.brings ? (
          <span className="second brought">
            {t(`date.brings.${one.brings}`)}, {sayAhead(words, one.aheadDays ?? 0)}
          </span>
        ) : null}
        {one.missedOn ? <span className="muted brought">{t('date.missed', { day: date(one.missedOn) })}</span> : null}
        <Problem>{refused?.message}</Problem>
      </span>
      <span className="grow" />
      {onEdit ? (
        <Button
          kind="quiet"
          size="small"
          icon="edit"
          label={t('date.edit', { title: [name, one.personName].filter(Boolean).join(', ') })}
          onClick={onEdit}
        />
      ) : null}
      {onEdit && one.kind === 'date' ? (
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
