import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { useUndone } from '../../components/undone.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Branch, CompanyCard } from '../../../db/company-card.ts';
import { CustomerField } from '../tasks/customer-field.tsx';
import type { PartProps } from './shapes.ts';

/** Firms that hang under this one; another one is hung here, and one is taken off, by whoever may change them. */
export function Branches({ card, onChange }: PartProps) {
  const { t } = useWords();
  const mayEdit = useViewer().may('company.edit');
  const [adding, setAdding] = useState(false);
  const { run, busy, refused } = useAction();
  const undone = useUndone(onChange);
  const hang = (id: string) =>
    run(async () => {
      await hangUnder(id, card.id);
      setAdding(false);
      onChange();
    });
  const takeOff = ({ id, name, version }: Branch) =>
    run(async () => {
      await call('PATCH', `/companies/${id}`, { version, changes: { parentId: null } });
      undone(t('customer.branch taken off', { name }), () => hangUnder(id, card.id));
      onChange();
    });
  const add = mayEdit ? (
    <Button icon="plus" onClick={() => setAdding(!adding)}>
      {t('customer.add branch')}
    </Button>
  ) : null;
  return (
    <>
      {card.branches.length > 0 && add ? <div className="bar section">{add}</div> : null}
      {adding ? (
        <div className="branch-adding">
          <CustomerField
            label={t('customer.which branch')}
            chosen={undefined}
            onChoose={(chosen) => chosen && void hang(chosen.id)}
          />
        </div>
      ) : null}
      <Problem>{refused?.message}</Problem>
      <Table
        label={t('company.tab.branches')}
        rows={card.branches}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'name',
            head: t('companies.name'),
            phone: 'title',
            to: ({ id }) => `/admin/companies/${id}`,
            cell: ({ name }) => name,
          },
          { id: 'city', head: t('companies.city'), cell: ({ city }) => <span className="second">{city}</span> },
          ...(mayEdit
            ? [
                {
                  id: 'actions',
                  head: '',
                  width: 60,
                  cell: (branch: Branch) => (
                    <span className="row-actions">
                      <Button
                        kind="quiet"
                        icon="close"
                        disabled={busy}
                        label={t('customer.take off branch', { name: branch.name })}
                        onClick={() => void takeOff(branch)}
                      />
                    </span>
                  ),
                },
              ]
            : []),
        ]}
        empty={
          <Empty icon="building" title={t('company.no branches')} text={t('company.no branches text')}>
            {adding ? null : add}
          </Empty>
        }
      />
    </>
  );
}

/** With the version as it is now: it was chosen a moment ago. */
async function hangUnder(id: string, parentId: string): Promise<void> {
  const { version } = await call<CompanyCard>('GET', `/companies/${id}`);
  await call('PATCH', `/companies/${id}`, { version, changes: { parentId } });
}
