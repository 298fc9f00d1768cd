import React from 'react';
import { Field, Select } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { WithPlus } from '../../components/with-plus.tsx';
import { useWords } from '../../components/words.ts';
import type { OpportunityPick } from '../../../db/opportunity-page.ts';
import { NewOpportunity } from '../opportunities/new-opportunity.tsx';
import type { FieldsProps } from './values.ts';

/** What the work is for: an open opportunity of the customer (S1-51), a new one made in place (S1-52), or none. */
export function OpportunityField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const { company, opportunity } = values;
  const { value } = useRead<{ rows: OpportunityPick[] }>(
    company && may('opportunity.read') ? `/opportunities/picks?companyId=${company.id}` : undefined,
  );
  const open = value?.rows ?? [];
  const rows = opportunity && !open.some(({ id }) => id === opportunity.id) ? [opportunity, ...open] : open;
  return (
    <Field label={t('task.opportunity')} error={problem('opportunityId')}>
      <WithPlus
        label={t('opportunities.new')}
        may={company !== null && may('opportunity.edit')}
        dialog={(close) =>
          company ? (
            <NewOpportunity company={company} alone onClose={close} onMade={(made) => change({ opportunity: made })} />
          ) : null
        }
      >
        <Select
          value={opportunity?.id ?? ''}
          onChange={(id) => change({ opportunity: rows.find((one) => one.id === id) ?? null })}
          none={t(company ? 'task.none' : 'task.people none')}
          choices={rows.map(({ id, name }) => ({ value: id, label: name }))}
          disabled={rows.length === 0}
        />
      </WithPlus>
    </Field>
  );
}
