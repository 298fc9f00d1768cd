import React, { useState } from 'react';
import { useWords } from './words.ts';

type LetterProps = { readonly text: string; readonly html: string | null };

/**
 * A mail as its reader sees it. The HTML stands in a frame without any rights: nothing in it runs, nothing is sent, and the
 * page's own policy keeps it from loading anything from elsewhere.
 */
export function Letter({ text, html }: LetterProps) {
  const { t } = useWords();
  const [plain, setPlain] = useState(false);
  const shown = html === null || plain;
  return (
    <div className="letter">
      {html === null ? null : (
        <div className="bar">
          {(['html', 'text'] as const).map((kind) => (
            <button
              key={kind}
              type="button"
              className={(kind === 'text') === plain ? 'chip on' : 'chip'}
              aria-pressed={(kind === 'text') === plain}
              onClick={() => setPlain(kind === 'text')}
            >
              {t(`letter.${kind}`)}
            </button>
          ))}
        </div>
      )}
      {shown ? (
        <pre className="letter-text">{text}</pre>
      ) : (
        <iframe className="letter-frame" title={t('letter.frame')} sandbox="" srcDoc={html ?? ''} />
      )}
    </div>
  );
}
