import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../components/page.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { MergeField } from '../../../db/merge-fields.ts';
import { nameOfField } from '../../components/field-name.ts';

const fields: readonly MergeField[] = [
  'name',
  'kind',
  'shortName',
  'nip',
  'regon',
  'krs',
  'euVat',
  'pesel',
  'street',
  'postcode',
  'city',
  'country',
  'website',
  'class',
  'industry',
  'ownerId',
  'parentId',
  'iban',
  'paymentDays',
  'turnoverMinor',
  'currency',
  'timeZone',
  'notes',
];

type FieldChoicesProps = {
  readonly kept: CompanyCard;
  readonly merged: CompanyCard;
  readonly fromMerged: readonly MergeField[];
  readonly onChange: (fields: readonly MergeField[]) => void;
};

/** Both side by side. What is empty on one side is filled from the other by itself; where both say something, one chooses. */
export function FieldChoices({ kept, merged, fromMerged, onChange }: FieldChoicesProps) {
  const words = useWords();
  const { t } = words;
  const differing = fields.filter((field) => textOf(kept, field, words) !== textOf(merged, field, words));
  return (
    <Card title={t('merge.fields')} flush>
      <table className="merge-fields">
        <thead>
          <tr>
            <th scope="col">{t('merge.field')}</th>
            {[kept, merged].map((side, place) => (
              <th key={side.id} scope="col">
                <Link className="link" to={`/admin/companies/${side.id}`}>
                  {side.name}
                </Link>
                <div className="small muted">{t(place === 0 ? 'merge.stays' : 'merge.goes')}</div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map((field) => (
            <tr key={field}>
              <th scope="row">{nameOfField(words, field)}</th>
              {[kept, merged].map((side, place) => (
                <td key={side.id}>
                  <label className="tick">
                    <input
                      type="radio"
                      name={field}
                      checked={takes(field, { kept, words, fromMerged }) === (place === 1)}
                      onChange={() =>
                        onChange(place === 1 ? [...fromMerged, field] : fromMerged.filter((other) => other !== field))
                      }
                      disabled={textOf(kept, field, words) === ''}
                    />
                    <span className="company-text">{textOf(side, field, words) || '–'}</span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {differing.length === 0 ? <p className="second merge-same">{t('merge.no differences')}</p> : null}
    </Card>
  );
}

type Taking = { readonly kept: CompanyCard; readonly words: Words; readonly fromMerged: readonly MergeField[] };

/** The value of the one that goes: chosen, or nothing stands on the other side. */
function takes(field: MergeField, { kept, words, fromMerged }: Taking): boolean {
  return fromMerged.includes(field) || textOf(kept, field, words) === '';
}

function textOf(card: CompanyCard, field: MergeField, { t, money }: Words): string {
  if (field === 'ownerId') return card.ownerName ?? '';
  if (field === 'parentId') return card.parentName ?? '';
  if (field === 'kind') return t(`company.kind.${card.kind}`);
  if (field === 'turnoverMinor') return card.turnoverMinor === null ? '' : money(card.turnoverMinor, card.currency);
  return String(card[field] ?? '');
}
