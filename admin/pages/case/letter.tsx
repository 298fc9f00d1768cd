import React, { type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import type { CasePage } from '../../../db/case-page.ts';

/** A letter to the customer of the case, which then belongs to it; no button for whoever may not write one. */
export function useCaseLetter(found: CasePage, onChange: () => void): { button: ReactNode; dialog: ReactNode } {
  const { t } = useWords();
  const { may } = useViewer();
  const letter = useLetter(onChange);
  const home = found.companies.find(({ isHome }) => isHome);
  if (!home || found.state !== 'open' || found.level === 'read' || !may('message.send'))
    return { button: null, dialog: letter.dialog };
  const write = () => letter.write({ companyId: home.id, caseId: found.id, subject: found.name });
  const button = (
    <Button icon="mail" size="small" onClick={write}>
      {t('letter.write')}
    </Button>
  );
  return { button, dialog: letter.dialog };
}
