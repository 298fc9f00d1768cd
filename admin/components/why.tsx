import React from 'react';
import { useWords } from './words.ts';
import type { Because } from '../../db/timeline-sources.ts';

type WhyProps = { readonly because: Because | null; readonly of: 'message' | 'task' };

/** "Utworzył scenariusz Oferta v7, krok Telefon, bo klient nie odpisał przez 3 dni." */
export function Why({ because, of }: WhyProps) {
  const { t, language } = useWords();
  if (!because) return null;
  if (!because.scenario) return <div className="why">{t(`customer.why.${of} hidden`)}</div>;
  const said = t(`customer.why.${of}`, {
    scenario: because.scenario[language],
    number: because.number ?? 1,
    step: because.step ?? '–',
  });
  return <div className="why">{because.reason ? `${said}, ${because.reason[language]}.` : `${said}.`}</div>;
}
