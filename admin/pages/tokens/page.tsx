import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import type { DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { NewToken } from './new-token.tsx';
import { TokenMenu } from './row-menu.tsx';

const lookedAt = ['name', 'state', 'user'];

/** Programs that may act in somebody's name. A row leads to whose name it is. */
export default function Tokens() {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ListRow>();
  const [changes, setChanges] = useState(0);
  const changed = () => setChanges((count) => count + 1);
  const revoke = async ({ id }: ListRow) => {
    await run(() => call('DELETE', `/tokens/${id}`));
    setRevoking(undefined);
    changed();
  };
  return (
    <ListPage
      kind="tokens"
      title={t('settings.tokens')}
      second={t('tokens.lead')}
      titleField="name"
      to={({ values: { user } }) => `/admin/users/${(user as { id: string }).id}`}
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      stale={changes}
      rowMenu={(props) => <TokenMenu {...props} onRevoke={() => setRevoking(props.row)} />}
      back={{ to: '/admin/settings', label: t('room.settings') }}
      notices={<Problem>{refused?.message}</Problem>}
      make={
        <Button kind="main" icon="plus" onClick={() => setMaking(true)}>
          {t('tokens.new')}
        </Button>
      }
      empty={{ icon: 'key', title: t('tokens.empty'), text: t('tokens.empty text') }}
    >
      {making ? <NewToken onClose={() => setMaking(false)} onMade={changed} /> : null}
      {revoking ? (
        <Confirm
          title={t('tokens.revoke title', { name: String(revoking.values['name']) })}
          verb={t('tokens.revoke')}
          danger
          busy={busy}
          onConfirm={() => void revoke(revoking)}
          onClose={() => setRevoking(undefined)}
        >
          {t('tokens.revoke text')}
        </Confirm>
      ) : null}
    </ListPage>
  );
}

function lookOf({ values: { state } }: ListRow): string {
  return state === 'works' ? '' : 'done';
}

const cells: Readonly<Record<string, DrawCell>> = {
  rights: ({ values }, { t }) => {
    const rights = (values['rights'] ?? []) as readonly string[];
    return (
      <span title={rights.map((right) => t(`right.${right}`)).join(', ')}>
        {t('tokens.right count', { count: rights.length })}
      </span>
    );
  },
  lastUsed: ({ values: { lastUsed } }, { t }) =>
    lastUsed ? undefined : <span className="second">{t('users.never')}</span>,
};
