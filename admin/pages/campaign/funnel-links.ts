import { useWords } from '../../components/words.ts';
import type { Counted } from '../../../db/campaign-funnel.ts';

/** Where the participants behind a number are listed. */
export function participantsAt(campaignId: string, asked: Readonly<Record<string, string>>): string {
  return `/admin/campaigns/${campaignId}?${new URLSearchParams({ tab: 'participants', ...asked })}`;
}

/** What a line of the funnel is called. */
export function useLineName(): (line: Pick<Counted, 'kind' | 'name' | 'step' | 'stageName'>) => string {
  const { t } = useWords();
  return ({ kind, name, step, stageName }) => {
    // The success of the campaign has no stage, the report counts that of each.
    const line = kind === 'success' && stageName ? 'funnel.success of stage' : `funnel.${kind}`;
    return t(line, { step: name ?? step ?? '', stage: stageName ?? '' });
  };
}
