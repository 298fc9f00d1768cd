import React, { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useAdders, type Made } from '../../components/adders.ts';
import { casePicks } from '../../components/case-picks.ts';
import { FinderField } from '../../components/finder-field.tsx';
import type { PlainField } from '../../components/own/record-form.tsx';
import { call, useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CasePick } from '../../../db/case-moves.ts';
import { OpportunityField } from './opportunity-field.tsx';
import type { FieldsProps } from './values.ts';

/** More of them are found by their number or name. */
const OFFERED = 4;

/** What new work hangs on; that of a task that is there already has cards of its own. */
export function tieFields(props: FieldsProps): PlainField[] {
  return [
    { id: 'caseId', width: 'whole', node: <CaseField {...props} /> },
    { id: 'opportunityId', width: 'whole', node: <OpportunityField {...props} /> },
  ];
}

/** The case that it goes into: one of the customer's is a press away, others are found, a new one is made in place (S4-16). */
function CaseField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const { company } = values;
  const Adder = useAdders()?.case;
  const [adding, setAdding] = useState<string>();
  const chosenFor = useRef<string>(undefined);
  const find = useCallback(async (search: string) => (await picks(search, company?.id)).map(named), [company?.id]);
  // A case of one customer is not what the work for another belongs to.
  useEffect(() => {
    if (chosenFor.current === undefined || chosenFor.current === (company?.id ?? '')) return;
    chosenFor.current = undefined;
    change({ case: null });
  }, [company?.id]);
  if (!may('case.read')) return null;
  const choose = (made: Made | undefined) => {
    chosenFor.current = made ? (company?.id ?? '') : undefined;
    setAdding(undefined);
    change({ case: made ?? null });
  };
  const add = { label: t('cases.new'), icon: 'plus' as const, open: setAdding };
  return (
    <>
      <FinderField
        label={t('case.case')}
        placeholder={t('case.find')}
        none={t('case.take out')}
        chosen={values.case ?? undefined}
        onChoose={choose}
        error={problem('caseId')}
        find={find}
        add={Adder && may('case.edit') ? add : undefined}
      />
      {company && !values.case ? <Offered companyId={company.id} onChoose={choose} /> : null}
      {adding !== undefined && Adder ? (
        <Suspense fallback={null}>
          <Adder company={company} name={adding} onClose={() => setAdding(undefined)} onMade={choose} />
        </Suspense>
      ) : null}
    </>
  );
}

type OfferedProps = { readonly companyId: string; readonly onChoose: (chosen: Made) => void };

/** The customer's open cases, without typing. */
function Offered({ companyId, onChoose }: OfferedProps) {
  const { value } = useRead<{ rows: CasePick[] }>(casePicks({ search: '', companyId, only: true }));
  if (!value || value.rows.length === 0) return null;
  return (
    <div className="bar">
      {value.rows
        .slice(0, OFFERED)
        .map(named)
        .map((one) => (
          <button key={one.id} type="button" className="chip" onClick={() => onChoose(one)}>
            {one.name}
          </button>
        ))}
    </div>
  );
}

async function picks(search: string, companyId: string | undefined): Promise<readonly CasePick[]> {
  return (await call<{ rows: CasePick[] }>('GET', casePicks({ search, companyId }))).rows;
}

function named({ id, number, name }: CasePick): Made {
  return { id, name: `${number} ${name}` };
}
