import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem, Select } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { OpportunityPick, Tied } from '../../../db/opportunity-page.ts';
import { NewOpportunity } from '../opportunities/new-opportunity.tsx';

type TiedProps = {
  readonly noun: 'task' | 'message';
  readonly id: string;
  readonly company: { readonly id: string; readonly name: string } | null;
};

/** The opportunity that a task or message belongs to: one that is there is tied (S1-51), or a new one made (S1-52). */
export function TiedOpportunity({ noun, id, company }: TiedProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const path = `/${noun}s/${id}/opportunity`;
  const { value, reload } = useRead<{ opportunity: Tied }>(may('opportunity.read') ? path : undefined);
  const { run, busy, refused } = useAction();
  const [choosing, setChoosing] = useState(false);
  const [making, setMaking] = useState(false);
  if (!value || (!company && !value.opportunity)) return null;
  const tie = (opportunityId: string | null) =>
    void run(async () => {
      await call('PUT', path, { opportunityId });
      setChoosing(false);
      reload();
    });
  const { opportunity } = value;
  return (
    <Card
      title={t('opportunity.opportunity')}
      actions={
        !opportunity && may('opportunity.edit') ? (
          <>
            <Button kind="quiet" size="small" icon="link" onClick={() => setChoosing(!choosing)}>
              {t('opportunity.tie')}
            </Button>
            {noun === 'task' ? (
              <Button
                kind="quiet"
                size="small"
                icon="plus"
                label={t('opportunities.new')}
                onClick={() => setMaking(true)}
              />
            ) : null}
          </>
        ) : null
      }
    >
      {refused ? <Problem>{refused.message}</Problem> : null}
      {opportunity ? (
        <div className="bar">
          <Link className="link grow" to={`/admin/opportunities/${opportunity.id}`}>
            {opportunity.name}
          </Link>
          {may('opportunity.edit') ? (
            <Button
              kind="quiet"
              size="small"
              icon="close"
              disabled={busy}
              label={t('opportunity.untie', { name: opportunity.name })}
              onClick={() => tie(null)}
            />
          ) : null}
        </div>
      ) : (
        <span className="muted">{choosing ? '' : t('frame.none')}</span>
      )}
      {choosing && company ? <Choose companyId={company.id} busy={busy} onChoose={tie} /> : null}
      {making && company ? (
        <NewOpportunity company={company} taskId={id} onClose={() => setMaking(false)} onMade={reload} />
      ) : null}
    </Card>
  );
}

type ChooseProps = {
  readonly companyId: string;
  readonly busy: boolean;
  readonly onChoose: (id: string) => void;
};

function Choose({ companyId, busy, onChoose }: ChooseProps) {
  const { t } = useWords();
  const { value } = useRead<{ rows: OpportunityPick[] }>(`/opportunities/picks?companyId=${companyId}`);
  if (value?.rows.length === 0) return <span className="muted">{t('opportunity.none of customer')}</span>;
  return (
    <Select
      label={t('opportunity.choose')}
      none={t('opportunity.choose')}
      value=""
      disabled={busy}
      onChange={onChoose}
      choices={(value?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
