import React from 'react';
import { Check, Field, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { RuleBook } from '../../../domain/governor/rule-book.ts';

type CapProps = { readonly cap: RuleBook['cap']; readonly onChange: (cap: RuleBook['cap']) => void };

/** At most so many contacts with one company, over all campaigns. */
export function Cap({ cap, onChange }: CapProps) {
  const { t } = useWords();
  const number = (text: string) => Number(text.replace(/\D/g, '').slice(0, 4));
  return (
    <Card title={t('rules.cap')}>
      <p className="second">{t('rules.cap text')}</p>
      <Check
        label={t('rules.cap on')}
        checked={cap !== null}
        onChange={(on) => onChange(on ? { touches: 3, days: 7 } : null)}
      />
      {cap ? (
        <div className="rule-cap">
          <Field label={t('rules.touches')}>
            <TextInput
              value={cap.touches ? String(cap.touches) : ''}
              onChange={(text) => onChange({ ...cap, touches: number(text) })}
            />
          </Field>
          <Field label={t('rules.days')}>
            <TextInput
              value={cap.days ? String(cap.days) : ''}
              onChange={(text) => onChange({ ...cap, days: number(text) })}
            />
          </Field>
        </div>
      ) : null}
    </Card>
  );
}
