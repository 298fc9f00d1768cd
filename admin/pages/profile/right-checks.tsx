import React from 'react';
import { Check } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import { rights, type Right } from '../../../domain/access.ts';

type RightChecksProps = {
  readonly chosen: readonly Right[];
  readonly disabled: boolean;
  readonly onChange: (rights: readonly Right[]) => void;
};

/** Every right by what it is about. */
export function RightChecks({ chosen, disabled, onChange }: RightChecksProps) {
  const { t } = useWords();
  const nouns = [...new Set(rights.map((right) => right.split('.')[0]!))];
  return (
    <div className="right-groups">
      {nouns.map((noun) => {
        const all = rights.filter((right) => right.startsWith(`${noun}.`));
        return (
          <Card key={noun} title={t(`right.noun.${noun}`)}>
            <div className="right-list">
              {all.map((right) => (
                <Check
                  key={right}
                  label={t(`right.${right}`)}
                  checked={chosen.includes(right)}
                  disabled={disabled}
                  onChange={(on) => onChange(on ? [...chosen, right] : chosen.filter((one) => one !== right))}
                />
              ))}
            </div>
          </Card>
        );
      })}
    </div>
  );
}
