import React from 'react';
import { Tag } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../components/words.ts';
import { inOrder } from '../../../domain/scenario/drawing.ts';
import type { QueueName } from '../../../db/scenarios.ts';
import type { Step, StepId, Version } from '../../../domain/scenario/shapes.ts';
import { detailOf, labelledWays, titleOf } from './describe.ts';

export type StepProblem = { readonly step: StepId | null; readonly warning: boolean; readonly text: string };

/** A version as steps one under another; every way out is a link to where it leads. */
export function Steps({
  version,
  queues,
  problems = [],
}: {
  readonly version: Version;
  readonly queues: readonly QueueName[];
  readonly problems?: readonly StepProblem[];
}) {
  return (
    <ol className="steps">
      {inOrder(version).map((id) => (
        <StepCard
          key={id}
          id={id}
          step={version.steps[id]!}
          version={version}
          queues={queues}
          problems={problems.filter((problem) => problem.step === id)}
        />
      ))}
    </ol>
  );
}

type StepCardProps = {
  readonly id: StepId;
  readonly step: Step;
  readonly version: Version;
  readonly queues: readonly QueueName[];
  readonly problems: readonly StepProblem[];
};

function StepCard({ id, step, version, queues, problems }: StepCardProps) {
  const words = useWords();
  const { t } = words;
  const ways = labelledWays(step, words);
  const bad = problems.some(({ warning }) => !warning);
  return (
    <li className={bad ? 'step bad' : 'step'} id={`step-${id}`}>
      <div className="head-line">
        <i className={`dot ${step.kind}`} aria-hidden="true" />
        <b className="strong">{titleOf(id, step, words)}</b>
        <span className="small muted">{t(`scenarios.kind.${step.kind}`)}</span>
        <span className="grow" />
        {id === version.start ? <Tag tone="accent">{t('scenarios.start')}</Tag> : null}
        <code className="small muted">{id}</code>
      </div>
      <div className="small second">{detailOf(step, words, queues)}</div>
      {ways.length > 0 ? (
        <div className="outs">
          {ways.map(({ label, to }, i) => (
            <a key={i} className="chip" href={`#step-${to}`}>
              {label}
              <Icon name="right" />
              <span className="muted">{version.steps[to] ? titleOf(to, version.steps[to], words) : to}</span>
            </a>
          ))}
        </div>
      ) : null}
      {problems.map(({ text, warning }) => (
        <div key={text} className={warning ? 'small remark' : 'small remark bad'}>
          <Icon name="warning" /> {text}
        </div>
      ))}
    </li>
  );
}
