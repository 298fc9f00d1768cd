import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CurrencySelect } from '../../components/currency-select.tsx';
import { RecordMenu } from '../../components/data-table/record-menu.tsx';
import { Card } from '../../components/page.tsx';
import { MakeButtons, SaveButtons } from '../../components/save-buttons.tsx';
import { useWords } from '../../components/words.ts';

const nothing = () => undefined;

/** How a record is saved, in which money, and the menu of its row: here of whoever looks. */
export function SavingAndMenus() {
  const { t } = useWords();
  const [currency, setCurrency] = useState('');
  const [anchor, setAnchor] = useState<HTMLElement>();
  const items = () => [{ label: t('frame.save'), may: true, onChoose: nothing }];
  return (
    <Card title="SaveButtons, MakeButtons, CurrencySelect, RecordMenu">
      <div className="stack">
        <div className="bar">
          <SaveButtons busy={false} next={t('customer.save and next')} onSave={nothing} />
        </div>
        <div className="bar">
          <MakeButtons busy={false} next={t('customer.save and next')} open={t('companies.create')} onSave={nothing} />
        </div>
        <label className="field">
          CurrencySelect
          <CurrencySelect value={currency} onChange={setCurrency} />
        </label>
        <div className="bar">
          <Button onClick={({ currentTarget }) => setAnchor(currentTarget as HTMLElement)}>RecordMenu</Button>
        </div>
        {anchor ? (
          <RecordMenu<{ name: string }, never>
            {...{ anchor, items, path: '/me', nameOf: ({ name }) => name, dialog: () => null }}
            onClose={() => setAnchor(undefined)}
          />
        ) : null}
      </div>
    </Card>
  );
}
