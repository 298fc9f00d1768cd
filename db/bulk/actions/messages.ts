import { DomainError } from '../../../domain/domain-error.ts';
import type { Tx } from '../../database.ts';
import { choice } from '../../lists/fields.ts';
import { decideDoubtful, type Decision, type SeenAttempt } from '../../effect-decisions.ts';
import { markMessage } from '../../message-reading.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';

/** What a person who has looked says of doubtful sends: nothing is sent twice without it. */
export const settleMessages: BulkAction = {
  kinds: ['messages'],
  name: 'settle',
  title: { pl: 'Rozstrzygnij wątpliwe', en: 'Decide the doubtful' },
  right: 'message.settle',
  asSeen: true,
  asks: [
    {
      id: 'decision',
      title: { pl: 'Co się z nimi stało', en: 'What became of them' },
      type: 'choice',
      required: true,
      choices: [
        choice('done', ['Doszły', 'They went out']),
        choice('not done', ['Nie doszły', 'They did not']),
        choice('again', ['Wyślij jeszcze raz', 'Send again']),
      ],
    },
  ],
  async act({ tx, viewer, id, answers }) {
    // The version of the message says already that it has not been sent again since it was chosen.
    const seen = await tx.maybe<SeenAttempt>(
      'select e.key, e.attempt from messages m join effects e on e.key = m.effect_key where m.id = $1',
      [id],
    );
    if (!seen) throw notSent();
    await decideDoubtful(tx, viewer, { messages: [seen], decision: answers['decision'] as Decision });
    return true;
  },
};

export const markRead: BulkAction = {
  kinds: ['messages'],
  name: 'mark read',
  title: { pl: 'Oznacz jako przeczytane', en: 'Mark as read' },
  right: 'message.read',
  asks: [],
  async act({ tx, viewer, id }) {
    demandDifference(!(await markMessage(tx, viewer, { id, read: true })));
    return readAt(tx, id);
  },
  async undo({ tx, viewer, id, before }) {
    demandUntouched({ isTouched: (await readAt(tx, id)) !== before });
    await markMessage(tx, viewer, { id, read: false });
  },
};

/** When it was read, to the microsecond: who marks it once more afterwards means it. */
async function readAt(tx: Tx, id: string): Promise<string | null> {
  const { at } = await tx.one<{ at: string | null }>(
    'select extract(epoch from read_at)::text as at from messages where id = $1',
    [id],
  );
  return at;
}

function notSent(): DomainError {
  return new DomainError('message.not_sent', {
    pl: 'To wiadomość przychodząca: nie ma w niej nic wątpliwego.',
    en: 'This message came in: there is nothing doubtful about it.',
  });
}
