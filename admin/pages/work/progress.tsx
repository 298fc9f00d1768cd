import React from 'react';
import { useWords } from '../../components/words.ts';

/** One bar per task of the day; beyond forty a share of the whole. */
export function Progress({ done, of }: { readonly done: number; readonly of: number }) {
  const { t, number } = useWords();
  const said = t('work.progress', { done: number(done), of: number(of) });
  const bars = Math.min(of, 40);
  const filled = of > 40 ? Math.floor((done / of) * bars) : done;
  return (
    <>
      <div className="progress" role="img" aria-label={said}>
        {Array.from({ length: bars }, (_, at) => (
          <i key={at} className={at < filled ? 'd' : at === filled ? 'n' : ''} />
        ))}
      </div>
      <span className="second num">{said}</span>
    </>
  );
}
