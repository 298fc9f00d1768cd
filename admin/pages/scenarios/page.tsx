import React from 'react';
import { Button, Tag } from '../../components/button.tsx';
import type { DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';

const lookedAt = ['active'];

/** Every scenario with its newest version. */
export default function Scenarios() {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <ListPage
      kind="scenarios"
      title={t('scenarios.title')}
      titleField="name"
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      make={
        may('scenario.publish') ? (
          <Button kind="main" icon="plus" to="/admin/scenarios/new">
            {t('scenarios.new')}
          </Button>
        ) : null
      }
      empty={{ icon: 'scenarios', title: t('scenarios.empty'), text: t('scenarios.empty text') }}
    />
  );
}

function lookOf({ values: { active } }: ListRow): string {
  return active === false ? 'done' : '';
}

const cells: Readonly<Record<string, DrawCell>> = {
  number: ({ values: { number, active } }, { t }) => (
    <Tag {...(active === false ? {} : { tone: 'accent' as const })}>{t('scenarios.v', { number: Number(number) })}</Tag>
  ),
};
