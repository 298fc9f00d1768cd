import React from 'react';
import { Tag } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { Checklist } from '../task/checklist.tsx';

/** Where the task comes from, by when it is due and how long it usually takes. */
export function SourceLine({ screen }: { readonly screen: WorkScreen }) {
  const { t, language, moment } = useWords();
  const { source, task } = screen;
  const scenario = language === 'pl' ? source.scenarioPl : source.scenarioEn;
  const type = language === 'pl' ? source.typePl : source.typeEn;
  const named = source.campaignName ?? (scenario ? `${scenario} v${source.scenarioNumber}` : type);
  const when = task.plannedAt ?? task.dueAt;
  return (
    <header>
      <Tag tone="accent">{[named, source.stepName].filter(Boolean).join(' · ')}</Tag>
      {!scenario && source.byName ? <span className="small muted">{source.byName}</span> : null}
      <span className="grow" />
      <span className="second small">
        {[when ? t('work.due', { when: moment(when) }) : '', t('work.about', { minutes: task.durationMinutes })]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </header>
  );
}

/** What to say or do; what was filled in from the customer's card is marked. */
export function Script({ screen: { script, task } }: { readonly screen: Pick<WorkScreen, 'script' | 'task'> }) {
  return (
    <>
      {script.length > 0 ? (
        <div className="script">
          {script.map((piece, at) => (piece.filled ? <mark key={at}>{piece.text}</mark> : piece.text))}
        </div>
      ) : null}
      {task.description ? <div className="script plain">{task.description}</div> : null}
      <Checklist task={task} />
    </>
  );
}
