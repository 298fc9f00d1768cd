import React from 'react';
import { Check } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { Purpose, RuleBook } from '../../../domain/governor/rule-book.ts';

type Purposes = RuleBook['purposes'];
type PurposesProps = { readonly purposes: Purposes; readonly onChange: (purposes: Purposes) => void };

const rules = ['needsConsent', 'capped', 'offer'] as const satisfies readonly (keyof Purpose)[];

/** What each purpose brings with it. A purpose that the book does not know gets all three. */
export function Purposes({ purposes, onChange }: PurposesProps) {
  const { t } = useWords();
  const nameOf = (purpose: string) => {
    const said = t(`templates.purpose.${purpose}`);
    return said === `templates.purpose.${purpose}` ? purpose : said;
  };
  const set = (name: string, part: Partial<Purpose>) =>
    onChange({ ...purposes, [name]: { ...purposes[name]!, ...part } });
  return (
    <Card title={t('rules.purposes')}>
      <p className="second">{t('rules.purposes text')}</p>
      <Table
        label={t('rules.purposes')}
        rows={Object.keys(purposes)}
        rowId={(name) => name}
        columns={[
          { id: 'name', head: t('templates.purpose'), phone: 'title', cell: (name) => <b>{nameOf(name)}</b> },
          ...rules.map((rule) => ({
            id: rule,
            head: t(`rules.${rule}`),
            cell: (name: string) => (
              <span className="rule-purpose">
                <Check
                  bare
                  label={`${nameOf(name)}: ${t(`rules.${rule}`)}`}
                  checked={purposes[name]![rule]}
                  onChange={(on) => set(name, { [rule]: on })}
                />
                <span className="on-phone-only" aria-hidden="true">
                  {t(`rules.${rule}`)}
                </span>
              </span>
            ),
          })),
        ]}
      />
    </Card>
  );
}
