import React from 'react';
import { Notice } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { ConsentClash, MergePreview, RunClash } from '../../../db/merge-preview.ts';

type ClashesProps = {
  readonly clashes: readonly RunClash[];
  readonly goOn: readonly string[];
  readonly onChange: (runs: readonly string[]) => void;
};

/** Runs of one scenario that go on for both: which of them goes on is said before anything is merged. */
export function Clashes({ clashes, goOn, onChange }: ClashesProps) {
  const { t, language, day } = useWords();
  if (clashes.length === 0) return null;
  return (
    <Card title={t('merge.clashes')}>
      <p className="second">{t('merge.clashes text')}</p>
      {clashes.map(({ name, campaignName, kept, merged }) => (
        <fieldset key={`${kept.id}${merged.id}`} className="field merge-clash">
          <legend>{campaignName ?? name[language]}</legend>
          {[kept, merged].map((one, place) => (
            <label key={one.id} className="tick">
              <input
                type="radio"
                name={kept.id + merged.id}
                checked={goOn.includes(one.id)}
                onChange={() => onChange([...goOn.filter((id) => id !== kept.id && id !== merged.id), one.id])}
              />
              <span>
                {t(place === 0 ? 'merge.run stays' : 'merge.run goes', {
                  step: one.step ?? '–',
                  since: day(one.startedAt),
                })}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </Card>
  );
}

/** What moves over, and what follows for consents, freezes and addresses. */
export function Comes({ preview: { merged, kept, consents } }: { readonly preview: MergePreview }) {
  const { t, number } = useWords();
  const { counts } = merged;
  const parts = [
    ['people', counts.people],
    ['branches', counts.branches],
    ['tasks', counts.tasks],
    ['cases', counts.cases],
    ['messages', counts.messages],
    ['campaigns', counts.campaigns],
    ['notes', counts.notes],
    ['finance', counts.finance],
    ['contacts', merged.contactPoints.length],
  ] as const;
  return (
    <Card title={t('merge.comes', { name: kept.name })}>
      <div className="bar">
        {parts
          .filter(([, count]) => count > 0)
          .map(([name, count]) => (
            <span key={name} className="tag">
              {`${name === 'contacts' ? t('company.contacts') : t(`company.tab.${name}`)}: ${number(count)}`}
            </span>
          ))}
      </div>
      <StrictConsents consents={consents} />
      {merged.frozen && !kept.frozen ? <Notice tone="orange">{t('merge.freeze')}</Notice> : null}
    </Card>
  );
}

/** Where one refused and the other agreed. */
export function StrictConsents({ consents }: { readonly consents: readonly ConsentClash[] }) {
  const { t } = useWords();
  return consents.map(({ channel, purpose, personId, pointId, personName, address, wins }) => (
    <Notice key={[channel, purpose, personId, pointId].join(' ')} tone="orange">
      {t('merge.consent', {
        whose: [personName, address, t(`company.channel.${channel}`)].filter(Boolean).join(', '),
        status: t(`consent.${wins}`),
      })}
    </Notice>
  ));
}
