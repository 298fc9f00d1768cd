import React from 'react';
import { Link } from 'react-router-dom';
import { Meter, Tag } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import type { LinkedFigure, Waiting } from '../../../db/today.ts';
import { NumberLink } from '../../components/fact.tsx';

/** A share of less than this many says nothing. */
const WORTH_COMPARING = 10;

type FiguresProps = {
  readonly figures: readonly LinkedFigure[];
  readonly waiting: readonly Waiting[];
};

/** The numbers of the role; each is a link to exactly the rows that it counts. */
export function Figures({ figures, waiting }: FiguresProps) {
  const { t, number } = useWords();
  return (
    <div className="kpi">
      {figures.map((figure) => (
        <div key={figure.key} className="card">
          <Link
            className="whole-card"
            to={figure.link}
            title={t(`today.means.${figure.key === 'overdue' ? 'late' : figure.key}`)}
          >
            <span className="second small">{t(`today.figure.${figure.key}`)}</span>
            <b>{number(figure.value)}</b>
          </Link>{' '}
          {beside(figure)}
          {figure.of === undefined ? (
            <div className="small muted">{under(figure)}</div>
          ) : (
            <Meter value={figure.value} of={figure.of.value} label={t(`today.figure.${figure.key}`)} />
          )}
        </div>
      ))}
      {waiting.length > 0 ? (
        <a className="card" href="#waiting" title={t('today.means.waiting')}>
          <div className="second small">{t('today.figure.waiting')}</div>
          <b>{number(waiting.reduce((sum, one) => sum + (one.kind === 'approval' ? 1 : one.count), 0))}</b>
          <div className="small muted">{waiting.map(({ kind }) => t(`today.${kind}`)).join(', ')}</div>
        </a>
      ) : null}
    </div>
  );

  function beside({ key, of, value, before }: LinkedFigure): React.ReactNode {
    if (of !== undefined)
      return (
        <NumberLink to={of.link} means={t('today.means.of')}>
          {t('today.figure.done of', { of: number(of.value) })}
        </NumberLink>
      );
    if (key !== 'calls' || before === undefined || before.value < WORTH_COMPARING) return null;
    const change = Math.round(((value - before.value) / before.value) * 100);
    if (change === 0) return null;
    const look = { tone: change > 0 ? 'green' : 'orange', title: t('today.means.change') } as const;
    return <Tag {...look}>{`${change > 0 ? '▲' : '▼'} ${Math.abs(change)}\u00a0%`}</Tag>;
  }

  function under({ key, before, filter }: LinkedFigure): React.ReactNode {
    if (key === 'overdue' && filter['who'] === 'all') return t('today.figure.overdue of all');
    if (before !== undefined)
      return (
        <NumberLink to={before.link} means={t('today.means.before')}>
          {t('today.figure.calls before', { before: number(before.value) })}
        </NumberLink>
      );
    return t(`today.figure.${key} under`);
  }
}
