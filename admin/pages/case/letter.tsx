import React, { type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { MenuButton } from '../../components/popover.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import type { CasePage } from '../../../db/case-page.ts';

/**
 * A letter to a customer of the case, which then belongs to it: where there are several, one says to which. No button for
 * whoever may not write one.
 */
export function useCaseLetter(found: CasePage, onChange: () => void): { button: ReactNode; dialog: ReactNode } {
  const { may } = useViewer();
  const letter = useLetter(onChange);
  const { companies, state, level } = found;
  if (companies.length === 0 || state !== 'open' || level === 'read' || !may('message.send'))
    return { button: null, dialog: letter.dialog };
  const write = (companyId: string) => letter.write({ companyId, caseId: found.id, subject: found.name });
  return { button: <WriteButton companies={companies} onWrite={write} />, dialog: letter.dialog };
}

type WriteButtonProps = {
  readonly companies: CasePage['companies'];
  readonly onWrite: (companyId: string) => void;
};

function WriteButton({ companies, onWrite }: WriteButtonProps) {
  const { t } = useWords();
  const [first, second] = companies;
  if (first && !second)
    return (
      <Button icon="mail" size="small" onClick={() => onWrite(first.id)}>
        {t('letter.write')}
      </Button>
    );
  return (
    <MenuButton
      label={t('letter.write')}
      icon="mail"
      size="small"
      items={companies.map(({ id, name }) => ({ label: name, onChoose: () => onWrite(id) }))}
    >
      {t('letter.write')}
    </MenuButton>
  );
}
