import React from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import { nameOfField } from '../../components/field-name.ts';
import type { CompanyField, CompanyValues } from './values.ts';

export type Clash = {
  /** Changed by both: the person decides. */
  readonly fields: readonly CompanyField[];
  /** Changed by the other one only: taken over. */
  readonly taken: readonly CompanyField[];
  readonly theirs: CompanyValues;
  readonly at: string;
};

type MeanwhileProps = {
  readonly clash: Clash;
  readonly mine: CompanyValues;
  readonly change: (part: Partial<CompanyValues>) => void;
  readonly onClash: (clash: Clash) => void;
};

/** Somebody saved first: both states stand side by side and the person chooses. Nothing typed is lost. */
export function Meanwhile({ clash, mine, change, onClash }: MeanwhileProps) {
  const words = useWords();
  const { t, moment } = words;
  const settle = (field: CompanyField) =>
    onClash({ ...clash, fields: clash.fields.filter((other) => other !== field) });
  const taken = clash.taken.map((field) => nameOfField(words, field)).join(', ');
  return (
    <Notice tone="orange">
      <p>{t('customer.meanwhile', { when: moment(clash.at) })}</p>
      {taken ? <p>{t('customer.taken over', { fields: taken })}</p> : null}
      {clash.fields.map((field) => (
        <div key={field} className="company-clash" role="group" aria-label={nameOfField(words, field)}>
          <b>{nameOfField(words, field)}</b>
          <div className="pair">
            <div>
              <div className="small muted">{t('customer.mine')}</div>
              <div>{mine[field] || '–'}</div>
              <Button size="small" onClick={() => settle(field)}>
                {t('customer.keep mine')}
              </Button>
            </div>
            <div>
              <div className="small muted">{t('customer.theirs')}</div>
              <div>{clash.theirs[field] || '–'}</div>
              <Button
                size="small"
                onClick={() => {
                  change({ [field]: clash.theirs[field] });
                  settle(field);
                }}
              >
                {t('customer.take theirs')}
              </Button>
            </div>
          </div>
        </div>
      ))}
      <p>{t('customer.save again')}</p>
    </Notice>
  );
}
