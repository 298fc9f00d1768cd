import React from 'react';
import { Button } from '../../components/button.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';

const lookedAt = ['active'];

/** Texts that scenarios and people send. */
export default function Templates() {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <ListPage
      kind="templates"
      title={t('templates.title')}
      titleField="name"
      look={lookOf}
      alsoReads={lookedAt}
      make={
        may('template.edit') ? (
          <Button kind="main" icon="plus" to="/admin/templates/new">
            {t('templates.new')}
          </Button>
        ) : null
      }
      empty={{ icon: 'templates', title: t('templates.empty'), text: t('templates.empty text') }}
    />
  );
}

function lookOf({ values: { active } }: ListRow): string {
  return active === false ? 'done' : '';
}
