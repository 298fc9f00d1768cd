import React, { useDeferredValue, useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Duplicate, Hint, Likeness } from '../../../db/duplicates.ts';
import type { CompanyValues } from './values.ts';

type LikelyProps = {
  readonly values: Pick<CompanyValues, 'name' | 'nip' | 'email' | 'phone'>;
  /** The customer itself is not like itself. */
  readonly exceptId?: string;
};

/** Who may be the same, while one types: links to those one sees, a hint of others (rule 25). */
export function Likely({ values, exceptId }: LikelyProps) {
  const { t } = useWords();
  const asked = useSettled({
    ...(values.name.trim().length >= 3 ? { name: values.name } : {}),
    ...(values.nip ? { nip: values.nip } : {}),
    ...(values.email ? { email: values.email } : {}),
    ...(values.phone ? { phone: values.phone } : {}),
  });
  const query = new URLSearchParams({ ...asked, ...(exceptId ? { exceptId } : {}) });
  const nothing = Object.keys(asked).length === 0;
  const { value } = useRead<{ rows: Duplicate[] }>(nothing ? undefined : `/companies/duplicates?${query}`);
  return (
    <>
      {!nothing && value && value.rows.length > 0 ? (
        <Notice tone="orange">
          {t('companies.maybe there')}
          <ul className="likely">
            {value.rows.map((row) => (
              <li key={row.id}>
                <Link className="link" to={`/admin/companies/${row.id}`} target="_blank">
                  {row.name}
                </Link>{' '}
                <span className="small">
                  {[row.city, t(`companies.because.${row.because}`)].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Hints like={asked} />
    </>
  );
}

/** Customers of others: that there is one, and whom to ask. */
export function Hints({ like }: { readonly like: Readonly<Record<string, string>> }) {
  const [hints, setHints] = useState<readonly Hint[]>([]);
  const { name: _name, ...exact } = like;
  const asked = JSON.stringify(exact);
  useEffect(() => {
    setHints([]);
    if (asked === '{}') return;
    let gone = false;
    call<{ rows: Hint[] }>('POST', '/companies/hints', JSON.parse(asked)).then(
      ({ rows }) => !gone && setHints(rows),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [asked]);
  return <Hinted hints={hints} like={exact} />;
}

type HintedProps = {
  readonly hints: readonly Pick<Hint, 'because' | 'ownerName'>[];
  readonly like: Likeness;
};

/** That somebody whom one does not see is there already, whose they are, and how to ask for access. */
export function Hinted({ hints, like }: HintedProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  if (hints.length === 0) return null;
  const ask = () =>
    run(async () => {
      await call('POST', '/companies/hints/ask', like);
      toast(t('customer.asked'));
    });
  return (
    <Notice tone="orange">
      {hints.map(({ because, ownerName }) => (
        <div key={because}>
          {t('customer.is there', {
            because: t(`companies.because.${because}`),
            owner: ownerName ?? t('companies.no owner'),
          })}
        </div>
      ))}
      <Problem>{refused?.message}</Problem>
      <Button size="small" busy={busy} onClick={() => void ask()}>
        {t('customer.ask for access')}
      </Button>
    </Notice>
  );
}

/** What was typed, a moment after the last key: the server is not asked about each letter. */
export function useSettled(typed: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const now = useDeferredValue(JSON.stringify(typed));
  const [settled, setSettled] = useState('{}');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), 250);
    return () => clearTimeout(timer);
  }, [now]);
  return JSON.parse(settled) as Record<string, string>;
}
