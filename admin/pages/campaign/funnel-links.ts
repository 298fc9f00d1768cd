import { useWords } from '../../components/words.ts';
import type { Counted } from '../../../db/campaign-funnel.ts';

/** Where the participants behind a number are listed. */
export function participantsAt(campaignId: string, asked: Readonly<Record<string, string>>): string {
  return `/admin/campaigns/${campaignId}?${new URLSearchParams({ tab: 'participants', ...asked })}`;
}

/** What a line of the funnel is called. */
export function useLineName(): (line: Pick<Counted, 'kind' | 'name' | 'step' | 'stageName'>) => string {
  const { t } = useWords();
  return ({ kind, name, step, stageName }) => t(`funnel.${kind}`, { step: name ?? step ?? '', stage: stageName ?? '' });
}
