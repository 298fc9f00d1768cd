import React from 'react';
import { Link } from 'react-router-dom';
import { addDays, todayIn } from '../../components/dates.ts';
import { Card } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { ImportantDay } from '../../../db/days-in-calendars.ts';

const DAYS = 14;
const SHOWN = 8;

/** What falls into the next two weeks at one's customers: birthdays, name days, what somebody wrote down. */
export function ImportantDays() {
  const words = useWords();
  const { t, day } = words;
  const { may, timeZone } = useViewer();
  const today = todayIn(timeZone);
  const { value } = useRead<{ rows: ImportantDay[] }>(
    may('company.read') ? `/important-dates?from=${today}&to=${addDays(today, DAYS)}` : undefined,
  );
  if (!value || value.rows.length === 0) return null;
  return (
    <Card title={t('customer.dates')}>
      <ul className="contacts">
        {value.rows.slice(0, SHOWN).map((one) => (
          <li key={`${one.on} ${one.kind} ${one.id ?? one.personId}`} className="small">
            <b className="strong">{day(one.on)}</b> {sayWhat(one, words)}
            {' · '}
            <Link
              className="link"
              to={one.personId ? `/admin/people/${one.personId}` : `/admin/companies/${one.companyId}`}
            >
              {one.personName ?? one.companyName}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What day it is, without whose. */
export function sayWhat({ kind, title }: Pick<ImportantDay, 'kind' | 'title'>, { t }: Words): string {
  return kind === 'date' ? (title ?? '') : t(`customer.${kind}`);
}
