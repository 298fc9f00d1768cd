import React, { type CSSProperties } from 'react';
import { Link } from 'react-router-dom';
import { Icon, type IconName } from '../icon.tsx';
import { useWords, type Words } from '../words.ts';
import type { DoneStep, RunPath } from '../../../db/run-path.ts';
import type { PathState, PathWay } from '../../../domain/scenario/path.ts';
import { PathLines } from './path-lines.tsx';
import { sizes } from './sizes.ts';
import { namesOf } from './way-name.ts';

type DrawingProps = { readonly path: RunPath; readonly name: string; readonly isStuck: boolean };

/** Steps as cards with lines between them; on a phone, and to a screen reader, one list in which each says where it leads. */
export function PathDrawing({ path, name, isStuck }: DrawingProps) {
  const { t } = useWords();
  const board = {
    '--path-width': `${path.width * sizes.step}px`,
    '--path-height': `${path.rows * sizes.row - sizes.gap}px`,
  } as CSSProperties;
  return (
    // Wider than its place it scrolls, and what scrolls is reached by the keyboard.
    <div className="run-path" role="group" aria-label={t('path.of', { name })} tabIndex={0}>
      <div className="run-path-board" style={board}>
        <PathLines path={path} />
        <ol>
          {path.steps.map((step) => (
            <PathCard key={step.id} step={step} path={path} isStuck={isStuck && step.state === 'here'} />
          ))}
        </ol>
      </div>
    </div>
  );
}

const marks: Readonly<Partial<Record<PathState, IconName>>> = { done: 'check', here: 'flag' };

type CardProps = { readonly step: DoneStep; readonly path: RunPath; readonly isStuck: boolean };

function PathCard({ step, path, isStuck }: CardProps) {
  const words = useWords();
  const { t } = words;
  const place = { '--path-x': `${step.x * sizes.step}px`, '--path-y': `${step.row * sizes.row}px` } as CSSProperties;
  const mark = isStuck ? 'warning' : marks[step.state];
  const title = titleOf(step, words);
  return (
    <li
      className={`path-step ${isStuck ? 'here stuck' : step.state}`}
      style={place}
      {...(step.state === 'here' ? { 'aria-current': 'step' as const } : {})}
    >
      <div className="path-title">
        {mark ? <Icon name={mark} /> : <i className={`path-dot ${step.kind}`} aria-hidden="true" />}
        {step.taskId ? (
          <Link className="strong" to={`/admin/tasks/${step.taskId}`} title={title}>
            {title}
          </Link>
        ) : (
          <b className="strong" title={title}>
            {title}
          </b>
        )}
      </div>
      <div className="path-told small">
        <span className={step.state === 'here' ? '' : 'unseen'}>
          {t(`path.state.${isStuck ? 'stuck' : step.state}`)}
        </span>
        {toldOf(step, words).map((text) => (
          <span key={text}>{text}</span>
        ))}
      </div>
      <WaysOut step={step} path={path} />
    </li>
  );
}

function toldOf({ state, at, until, expectedAt, who, visits }: DoneStep, { t, moment }: Words): string[] {
  const parts = [
    at && (state === 'here' ? t('path.since', { when: moment(at) }) : moment(at)),
    state === 'here' && until && t('path.waits', { when: moment(until) }),
    expectedAt && t('path.expected', { when: moment(expectedAt) }),
    who,
    visits > 1 && t('path.visits', { count: visits }),
  ];
  return parts.filter((part): part is string => Boolean(part));
}

/** Seen where the lines are not. */
function WaysOut({ step, path }: Pick<CardProps, 'step' | 'path'>) {
  const words = useWords();
  const ways = path.ways.filter(({ from }) => from === step.id);
  if (ways.length === 0) return null;
  return (
    <ul className="path-ways small" aria-label={words.t('path.ways')}>
      {ways.map((way) => (
        <li key={way.to} className={way.taken ? 'taken' : ''}>
          {wayText(way, { step, path }, words)}
        </li>
      ))}
    </ul>
  );
}

function wayText(way: PathWay, { step, path }: Pick<CardProps, 'step' | 'path'>, words: Words): string {
  const target = path.steps.find(({ id }) => id === way.to)!;
  const said = { way: namesOf(way, step.kind, words).join(', '), step: titleOf(target, words) };
  return words.t(way.taken ? 'path.way taken' : 'path.way', said);
}

function titleOf({ title, kind }: DoneStep, { t }: Words): string {
  return title ?? t(`scenarios.kind.${kind}`);
}
