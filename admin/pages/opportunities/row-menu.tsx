import React from 'react';
import { RecordMenu, type RecordItem } from '../../components/data-table/record-menu.tsx';
import type { RowMenuProps } from '../../components/data-table/use-row-menu.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { LetterStart } from '../../components/letter-start.ts';
import type { OpportunityPage } from '../../../db/opportunity-page.ts';

const NewTask = React.lazy(() => import('../task/new-task.tsx').then((it) => ({ default: it.NewTask })));
const dialogs = () => import('../opportunity/dialogs.tsx');
const EditOpportunity = React.lazy(() => dialogs().then((it) => ({ default: it.EditOpportunity })));
const Closing = React.lazy(() => dialogs().then((it) => ({ default: it.Closing })));
const Reopening = React.lazy(() => dialogs().then((it) => ({ default: it.Reopening })));

type Part = 'edit' | 'won' | 'lost' | 'reopen' | 'task';
/** A letter is the page's, which stays when the menu is gone: one that was sent may be taken back. */
type OpportunityMenuProps = RowMenuProps & { readonly onWrite: (start: LetterStart) => void };

/** What may be done with the opportunity of a row. */
export function OpportunityMenu({ row, onDone, onWrite, ...menu }: OpportunityMenuProps) {
  const itemsOf = useItems(onWrite);
  return (
    <RecordMenu<OpportunityPage, Part>
      {...menu}
      path={`/opportunities/${row.id}`}
      nameOf={({ name }) => name}
      items={itemsOf}
      dialog={({ record: found, part, open, close }) => {
        const one = { found, onClose: close, onChange: onDone };
        if (part === 'edit') return <EditOpportunity {...one} onTask={() => open('task')} />;
        if (part === 'reopen') return <Reopening {...one} />;
        if (part !== 'task') return <Closing {...one} state={part} />;
        return <NewTask start={startOf(found)} onClose={close} onMade={onDone} />;
      }}
    />
  );
}

function startOf({ id, name, companyId, companyName, personId }: OpportunityPage) {
  const company = companyName === null ? {} : { company: { id: companyId, name: companyName } };
  return { opportunity: { id, name }, ...company, ...(personId ? { personId } : {}) };
}

function useItems(onWrite: OpportunityMenuProps['onWrite']) {
  const { t } = useWords();
  const { may } = useViewer();
  return (found: OpportunityPage, open: (part: Part) => void): readonly RecordItem[] => {
    const { id, companyId, state } = found;
    const edits = may('opportunity.edit');
    const isOpen = state === 'open';
    return [
      {
        label: t('company.write'),
        icon: 'mail',
        may: may('message.send'),
        onChoose: () => onWrite({ companyId, opportunityId: id }),
      },
      { label: t('case.new task'), icon: 'tasks', may: isOpen && may('task.edit'), onChoose: () => open('task') },
      { label: t('case.edit'), icon: 'edit', may: edits && isOpen, onChoose: () => open('edit') },
      { label: t('opportunity.win'), icon: 'check', may: edits && isOpen, onChoose: () => open('won') },
      { label: t('opportunity.lose'), icon: 'close', may: edits && isOpen, onChoose: () => open('lost') },
      { label: t('opportunity.reopen'), icon: 'undo', may: edits && !isOpen, onChoose: () => open('reopen') },
    ];
  };
}
