import React from 'react';
import { useBothSaid, type Side } from '../../components/both-said.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/field.tsx';
import type { Theirs } from '../../components/meeting.ts';
import { fieldOf, isSame, withField } from '../../components/typed-part.ts';
import { useWords } from '../../components/words.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { nameOfCountry, type CompanyValues } from './values.ts';

type Values = CompanyValues & { readonly own: OwnValues };

/** Fields are called as the API calls them, an own one `own.<code>`. */
export type Clash = {
  /** Changed by both: the person decides. */
  readonly fields: readonly string[];
  /** Changed by the other one only: taken over. */
  readonly taken: readonly string[];
  /** What was typed when both met. */
  readonly mine: Values;
  readonly theirs: Values;
  /** Both values as the server has told them. */
  readonly told: Theirs['fields'];
  readonly at: string;
};

type MeanwhileProps = {
  readonly clash: Clash;
  readonly mine: Values;
  readonly change: (part: Partial<Values>) => void;
  readonly onClash: (clash: Clash) => void;
};

/** It is only shown: it goes with the head office itself. */
const NAME_OF_PARENT = 'parentName';
const formatted: ReadonlySet<string> = new Set(['nip', 'regon', 'iban']);

/** Somebody saved first: both states stand side by side and the person chooses. Nothing typed is lost. */
export function Meanwhile({ clash, mine, change, onClash }: MeanwhileProps) {
  const { t, moment, language } = useWords();
  const { name, value } = useBothSaid('company', clash.told, clash.taken);
  const settle = (field: string) => onClash({ ...clash, fields: clash.fields.filter((other) => other !== field) });
  const take = (field: string) => {
    const taken = withField(mine, field, fieldOf(clash.theirs, field));
    change(field === 'parentId' ? { ...taken, parentName: clash.theirs.parentName } : taken);
    settle(field);
  };
  const taken = clash.taken.filter((field) => field !== NAME_OF_PARENT).map(name);
  const show = (field: string, side: Side) => {
    const typed = fieldOf(side === 'yours' ? clash.mine : clash.theirs, field);
    if (field === 'country') return nameOfCountry(String(typed), language);
    // Numbers are grouped in the form as people read them.
    return formatted.has(field) ? String(typed || '–') : value(field, side);
  };
  // What is typed anew under the two values is a decision as well.
  const isOpen = (field: string) =>
    field !== NAME_OF_PARENT && isSame(fieldOf(mine, field), fieldOf(clash.mine, field));
  return (
    <Notice tone="orange">
      <p>{t('customer.meanwhile', { when: moment(clash.at) })}</p>
      {taken.length > 0 ? <p>{t('customer.taken over', { fields: taken.join(', ') })}</p> : null}
      {clash.fields.filter(isOpen).map((field) => (
        <div key={field} className="company-clash" role="group" aria-label={name(field)}>
          <b>{name(field)}</b>
          <div className="pair">
            <div>
              <div className="small muted">{t('customer.mine')}</div>
              <div>{show(field, 'yours')}</div>
              <Button size="small" onClick={() => settle(field)}>
                {t('customer.keep mine')}
              </Button>
            </div>
            <div>
              <div className="small muted">{t('customer.theirs')}</div>
              <div>{show(field, 'theirs')}</div>
              <Button size="small" onClick={() => take(field)}>
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
