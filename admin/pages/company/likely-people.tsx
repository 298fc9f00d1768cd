import React from 'react';
import { Link } from 'react-router-dom';
import { Notice } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { LikelyPerson } from '../../../db/person-duplicates.ts';
import { Hints, useSettled } from './likely.tsx';

type LikelyPeopleProps = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly companyId: string | undefined;
};

/** Who may be the same, while one types; of people of others' customers only that there is somebody (rule 25). */
export function LikelyPeople({ firstName, lastName, email, phone, companyId }: LikelyPeopleProps) {
  const { t } = useWords();
  const asked = useSettled({
    ...(lastName.trim().length > 2 ? { firstName: firstName.trim(), lastName: lastName.trim() } : {}),
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
  });
  const query = new URLSearchParams({ ...asked, ...(companyId ? { companyId } : {}) });
  const nothing = Object.keys(asked).length === 0;
  const { value } = useRead<{ rows: LikelyPerson[] }>(nothing ? undefined : `/people/duplicates?${query}`);
  const { firstName: _first, lastName: _last, ...exact } = asked;
  return (
    <>
      {!nothing && value && value.rows.length > 0 ? (
        <Notice tone="orange">
          {t('person.maybe there')}
          <ul className="likely">
            {value.rows.map((row) => (
              <li key={row.id}>
                <Link className="link" to={`/admin/people/${row.id}`} target="_blank">
                  {row.name}
                </Link>{' '}
                <span className="small">
                  {[row.companyName, t(`companies.because.${row.because}`)].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Hints like={exact} />
    </>
  );
}
