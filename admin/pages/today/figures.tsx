import React from 'react';
import { Link } from 'react-router-dom';
import { Meter, Tag } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import type { Figure, Waiting } from '../../../db/today.ts';

/** A share of less than this many says nothing. */
const WORTH_COMPARING = 10;

type FiguresProps = {
  readonly figures: readonly (Figure & { readonly link: string })[];
  readonly waiting: readonly Waiting[];
};

/** The numbers of the role; each is a link to exactly the rows that it counts. */
export function Figures({ figures, waiting }: FiguresProps) {
  const { t, number } = useWords();
  return (
    <div className="kpi">
      {figures.map((figure) => (
        <Link key={figure.key} className="card" to={figure.link}>
          <div className="second small">{t(`today.figure.${figure.key}`)}</div>
          <b>{number(figure.value)}</b> {beside(figure)}
          {figure.of !== undefined ? (
            <Meter value={figure.value} of={figure.of} label={t(`today.figure.${figure.key}`)} />
          ) : (
            <div className="small muted">{under(figure)}</div>
          )}
        </Link>
      ))}
      {waiting.length > 0 ? (
        <a className="card" href="#waiting">
          <div className="second small">{t('today.figure.waiting')}</div>
          <b>{number(waiting.reduce((sum, one) => sum + (one.kind === 'approval' ? 1 : one.count), 0))}</b>
          <div className="small muted">{waiting.map(({ kind }) => t(`today.${kind}`)).join(', ')}</div>
        </a>
      ) : null}
    </div>
  );

  function beside({ key, of, value, before }: Figure): React.ReactNode {
    if (of !== undefined) return <span className="muted">{t('today.figure.done of', { of: number(of) })}</span>;
    if (key !== 'calls' || before === undefined || before < WORTH_COMPARING) return null;
    const change = Math.round(((value - before) / before) * 100);
    if (change === 0) return null;
    return <Tag tone={change > 0 ? 'green' : 'orange'}>{`${change > 0 ? '▲' : '▼'} ${Math.abs(change)}\u00a0%`}</Tag>;
  }

  function under({ key, before, filter }: Figure): string {
    if (key === 'overdue' && filter.who === 'all') return t('today.figure.overdue of all');
    if (key === 'calls') return t('today.figure.calls before', { before: number(before ?? 0) });
    return t(`today.figure.${key} under`);
  }
}
