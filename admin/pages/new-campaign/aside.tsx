import React, { useEffect, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { CampaignChoices } from '../../../db/campaign-choices.ts';
import type { AudienceCount, Candidate } from '../../../db/candidates.ts';
import { checkCampaign, type Problem } from '../../../domain/campaigns/check.ts';
import { sayReason } from '../../../domain/reasons.ts';
import { draftOf, type Form } from './form.ts';

type AsideProps = { readonly form: Form; readonly choices: CampaignChoices; readonly campaignId: string | undefined };

/** Beside the form, always up to date: who takes part, who is left out and why, and what is still wrong. */
export function Aside({ form, choices, campaignId }: AsideProps) {
  const question = questionOf(form, campaignId);
  const count = useCount(question);
  return (
    <div className="stack campaign-aside">
      <Count count={count} question={question} />
      <Checks problems={problemsOf(form, choices, count)} />
    </div>
  );
}

type Question = {
  readonly sources: Form['audience'];
  readonly scenarioVersionIds: readonly string[];
  readonly leaveOutBusy: boolean;
  readonly campaignId: string | null;
};

function questionOf(form: Form, campaignId: string | undefined): Question {
  return {
    sources: form.audience,
    scenarioVersionIds: form.stages.flatMap(({ scenarioVersionId, entry }) =>
      scenarioVersionId && entry === 'everyone' ? [scenarioVersionId] : [],
    ),
    leaveOutBusy: form.leaveOutBusy,
    campaignId: campaignId ?? null,
  };
}

/** The count of the last question that was answered; a newer question replaces it as soon as it is. */
function useCount(question: Question): AudienceCount | undefined {
  const [count, setCount] = useState<AudienceCount>();
  const asked = JSON.stringify(question);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      call<AudienceCount>('POST', '/campaigns/preview', JSON.parse(asked)).then(
        (answer) => !gone && setCount(answer),
        () => undefined,
      );
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return count;
}

function Count({ count, question }: { readonly count: AudienceCount | undefined; readonly question: Question }) {
  const { t, number, language } = useWords();
  const [shown, setShown] = useState<string>();
  return (
    <Card title={t('campaign.form.count')}>
      {count === undefined ? <Skeleton rows={3} /> : null}
      {count && count.all === 0 ? <p className="muted">{t('campaign.form.nobody')}</p> : null}
      {count && count.all > 0 ? (
        <>
          <div aria-live="polite">
            <b className="figure">{number(count.takingPart)}</b>{' '}
            {t('campaign.form.taking part', { count: count.takingPart })}
          </div>
          <span className="small muted">{t('campaign.form.of chosen', { count: count.all })}</span>
          {count.leftOut.length > 0 ? <h3>{t('campaign.form.left out')}</h3> : null}
          <ul className="campaign-left-out in-form">
            {count.leftOut.map((row) => (
              <li key={row.reason}>
                <span>{sayReason(row.reason)[language]}</span>
                <button type="button" className="num link" onClick={() => setShown(row.reason)}>
                  {number(row.count)}
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {shown ? <LeftOutList reason={shown} question={question} onClose={() => setShown(undefined)} /> : null}
    </Card>
  );
}

type ListProps = { readonly reason: string; readonly question: Question; readonly onClose: () => void };

function LeftOutList({ reason, question, onClose }: ListProps) {
  const { t, language } = useWords();
  const [rows, setRows] = useState<readonly Candidate[]>();
  const [next, setNext] = useState<string | null>(null);
  const read = (after?: string) => {
    const body = { ...question, reason, ...(after ? { after } : {}) };
    void call<{ rows: Candidate[]; next: string | null }>('POST', '/campaigns/preview/rows', body).then((page) => {
      setRows((old) => [...(old ?? []), ...page.rows]);
      setNext(page.next);
    });
  };
  useEffect(() => read(), []);
  return (
    <Dialog title={t('campaign.form.left out list', { reason: sayReason(reason)[language] })} onClose={onClose}>
      {rows === undefined ? <Skeleton rows={5} /> : null}
      <ul className="campaign-left-out in-form">
        {rows?.map(({ companyId, personId, companyName, personName }) => (
          <li key={personId ?? companyId}>
            <a className="link" href={`/admin/companies/${companyId}`} target="_blank" rel="noreferrer">
              {personName ? `${personName}, ${companyName}` : companyName}
            </a>
          </li>
        ))}
      </ul>
      {next ? (
        <button type="button" className="btn" onClick={() => read(next)}>
          {t('frame.more')}
        </button>
      ) : null}
    </Dialog>
  );
}

/** The same rules as the server's; what only the server knows (real mail) is asked when the campaign is submitted. */
function problemsOf(form: Form, choices: CampaignChoices, count: AudienceCount | undefined): readonly Problem[] {
  const draft = draftOf(form);
  const supervisor = choices.supervisors.find(({ id }) => id === form.supervisorId);
  return checkCampaign({
    ...draft,
    supervisor: supervisor ? { name: supervisor.name, active: true } : null,
    today: choices.today,
    stages: draft.stages.map((stage) => ({ ...stage, hasScenario: stage.scenarioVersionId !== null })),
    audience: count ?? null,
    mailWaits:
      choices.mailOff &&
      choices.scenarios.some(
        ({ versionId, sendsMail }) =>
          sendsMail && draft.stages.some(({ scenarioVersionId }) => scenarioVersionId === versionId),
      ),
    mailIsReal: false,
    publicUrl: window.location.origin,
  });
}

function Checks({ problems }: { readonly problems: readonly Problem[] }) {
  const { t, language } = useWords();
  return (
    <Card title={t('campaign.form.check')}>
      {problems.length === 0 ? (
        <p className="check-line good">
          <Icon name="check" /> {t('campaign.form.check good')}
        </p>
      ) : (
        <ul className="check-lines">
          {problems.map((problem, at) => (
            <li key={`${problem.code} ${at}`} className={`check-line ${problem.level}`}>
              <Icon name={problem.level === 'error' ? 'warning' : 'note'} /> <span>{problem.said[language]}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
