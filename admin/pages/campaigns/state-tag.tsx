import React from 'react';
import { Tag, type Tone } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import type { CampaignState } from '../../../domain/campaigns/shapes.ts';

const tones: Partial<Record<CampaignState, Tone>> = {
  submitted: 'orange',
  approved: 'accent',
  starting: 'green',
  running: 'green',
  ending: 'accent',
  cancelled: 'red',
};

/** What a campaign is doing, in a word. A paused one says so whatever else it is. */
export function StateTag({ state, paused }: { readonly state: CampaignState; readonly paused: boolean }) {
  const { t } = useWords();
  const held = paused && (state === 'starting' || state === 'running');
  const tone = held ? 'orange' : tones[state];
  return (
    <Tag {...(tone ? { tone } : {})} {...(held ? { icon: 'pause' as const } : {})}>
      {t(`campaign.state.${held ? 'paused' : state}`)}
    </Tag>
  );
}
