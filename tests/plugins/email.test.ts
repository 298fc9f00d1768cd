import { expect } from 'chai';
import { simpleParser } from 'mailparser';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadRegistry } from '../../plugins/index.ts';
import type { Outgoing, Sender } from '../../plugins/plugin.ts';
import { messageIdOf } from '../../plugins/email/compose.ts';
import { startSmtpSink, type Behaviour, type SmtpSink } from '../support/smtp-sink.ts';

const mail: Outgoing = {
  key: 'run-1:mail:1',
  to: { address: 'biuro@drewpol.example', name: 'Drew-Pol Zieliński' },
  subject: 'Przegląd zimowy: zażółć gęślą jaźń',
  text: 'Dzień dobry,\npiszemy w sprawie przeglądu.\n.\nKropka na początku wiersza zostaje.\n',
  html: '<p>Dzień dobry, <b>piszemy</b> w sprawie przeglądu.</p>',
  unsubscribeUrl: 'https://nurt.example/u/abc',
};

describe('e-mail over SMTP', () => {
  let sink: SmtpSink;
  let sender: Sender;

  beforeEach(async () => {
    sink = await startSmtpSink();
    sender = await open(`${sink.url}&timeout=0.3`);
  });
  afterEach(async () => {
    await sender.close();
    await sink.close();
  });

  async function answerTo(behaviour: Behaviour, message: Outgoing = mail) {
    sink.behave(behaviour);
    return sender.send(message);
  }

  it('a taken mail is done and carries the Message-ID of its key', async () => {
    const answer = await answerTo('accept');
    expect(answer).to.deep.equal({ as: 'done', externalId: messageIdOf(mail.key, 'nurt@nurt.example') });
    expect(sink.received[0]?.messageId).to.equal(messageIdOf(mail.key, 'nurt@nurt.example'));
  });

  it('a mail is read by a mail program as it was written', async () => {
    await answerTo('accept');
    const read = await simpleParser(sink.received[0]!.raw.replace(/^\.\./gm, '.'));
    expect(read.subject).to.equal(mail.subject);
    expect(read.text).to.contain('piszemy w sprawie przeglądu.\n.\nKropka');
    expect(read.html).to.contain('<b>piszemy</b>');
    expect(read.from?.text).to.contain('Nurt Żółw');
    expect((read.to as { text: string }).text).to.contain('Drew-Pol Zieliński');
  });

  it('a mail that people can opt out of carries one-click unsubscribing', async () => {
    await answerTo('accept');
    expect(sink.received[0]?.raw).to.contain('List-Unsubscribe: <https://nurt.example/u/abc>\r\n');
    expect(sink.received[0]?.raw).to.contain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  });

  it('no line of a mail is longer than 78 characters in its body', async () => {
    await answerTo('accept', { ...mail, text: 'ą'.repeat(500), html: `<p>${'x'.repeat(2000)}</p>` });
    const body = sink.received[0]!.raw.split('\r\n\r\n').slice(1).join('\r\n\r\n');
    expect(Math.max(...body.split('\r\n').map((line) => line.length))).to.be.at.most(78);
  });

  it('an attached file arrives whole', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'nurt-'));
    await writeFile(path.join(folder, 'oferta.pdf'), 'zawartość oferty');
    const file = { fileName: 'oferta zażółć.pdf', mediaType: 'application/pdf', path: path.join(folder, 'oferta.pdf') };
    await answerTo('accept', { ...mail, attachments: [file] });
    const read = await simpleParser(sink.received[0]!.raw);
    expect(read.attachments[0]?.filename).to.equal('oferta zażółć.pdf');
    expect(read.attachments[0]?.content.toString()).to.equal('zawartość oferty');
    expect(read.messageId).to.equal(messageIdOf(mail.key, 'nurt@nurt.example'));
  });

  it('an attachment that is gone fails before anything is sent', async () => {
    const file = { fileName: 'a.pdf', mediaType: 'application/pdf', path: '/nowhere/a.pdf' };
    expect((await answerTo('accept', { ...mail, attachments: [file] })).as).to.equal('failed');
    expect(sink.received).to.have.length(0);
  });

  it('a subject cannot smuggle in a header', async () => {
    await answerTo('accept', { ...mail, subject: 'Oferta\r\nBcc: wszyscy@firma.example' });
    expect(sink.received[0]?.raw).to.match(/^Subject: Oferta Bcc: wszyscy@firma\.example\r$/m);
  });

  const answers: readonly [string, Behaviour, object][] = [
    [
      'a recipient refused for good is failed and bounced',
      { at: 'RCPT', answer: '550 5.1.1 no such user' },
      { as: 'failed', address: 'bounced' },
    ],
    [
      'a full mailbox is failed and full',
      { at: 'RCPT', answer: '552 5.2.2 mailbox full' },
      { as: 'failed', address: 'full' },
    ],
    [
      'a recipient refused by policy does not spoil the address',
      { at: 'RCPT', answer: '550 5.7.1 blocked' },
      { as: 'failed', address: undefined },
    ],
    [
      'a greylisted recipient is tried later',
      { at: 'RCPT', answer: '451 4.7.1 try again' },
      { as: 'later', account: undefined },
    ],
    [
      'a refused sender rests the account',
      { at: 'MAIL', answer: '530 5.7.0 log in first' },
      { as: 'later', account: true },
    ],
    [
      'a server that closes down rests the account',
      { at: 'MAIL', answer: '421 4.3.2 closing' },
      { as: 'later', account: true },
    ],
    [
      'a server that greets with a refusal rests the account',
      { at: 'greeting', answer: '554 no service' },
      { as: 'later', account: true },
    ],
    ['DATA put off is tried later', { at: 'DATA', answer: '452 4.3.1 no space' }, { as: 'later' }],
    [
      'content refused after the dot is failed, the address stays good',
      { at: 'dot', answer: '554 5.7.1 spam' },
      { as: 'failed', address: undefined },
    ],
    ['content put off after the dot is tried later', { at: 'dot', answer: '451 4.3.0 try again' }, { as: 'later' }],
    ['a connection cut at the greeting is tried later', { cut: 'greeting' }, { as: 'later', account: true }],
    ['a connection cut in the envelope is tried later', { cut: 'RCPT' }, { as: 'later' }],
    ['a connection cut at DATA is tried later', { cut: 'DATA' }, { as: 'later' }],
    ['a connection cut after the final dot is unknown', { cut: 'dot' }, { as: 'unknown' }],
    ['silence after the final dot is unknown', { silentAt: 'dot' }, { as: 'unknown' }],
    ['silence at the greeting is tried later', { silentAt: 'greeting' }, { as: 'later', account: true }],
    ['silence before the mail is tried later', { silentAt: 'DATA' }, { as: 'later' }],
  ];
  for (const [fact, behaviour, expected] of answers) {
    it(fact, async () => {
      const answer = await answerTo(behaviour);
      for (const [name, value] of Object.entries(expected)) {
        expect((answer as Record<string, unknown>)[name], name).to.equal(value);
      }
    });
  }

  it('a connection cut before the final dot of a large mail is tried later', async () => {
    const large = { ...mail, text: `${'Bardzo długi list. '.repeat(40)}\n`.repeat(10_000) };
    expect((await answerTo({ cut: 'data' }, large)).as).to.equal('later');
    expect(sink.received).to.have.length(0);
  });

  it('a server that is not there rests the account', async () => {
    await sink.close();
    expect(await sender.send(mail)).to.include({ as: 'later', account: true });
    sink = await startSmtpSink();
  });

  it('a connection goes on after a refused recipient', async () => {
    sink.behave((to) => (to.startsWith('zly') ? { at: 'RCPT', answer: '550 5.1.1 no' } : 'accept'));
    await sender.send(mail);
    await sender.send({ ...mail, to: { address: 'zly@drewpol.example' } });
    expect((await sender.send({ ...mail, key: 'run-2:mail:1' })).as).to.equal('done');
    expect(sink.connections()).to.equal(1);
  });

  it('a connection that the server ended while idle is replaced at once', async () => {
    await answerTo('accept');
    const { port } = sink;
    await sink.close();
    sink = await startSmtpSink({ port });
    expect((await sender.send({ ...mail, key: 'run-2:mail:1' })).as).to.equal('done');
  });

  it('no more connections are open than the account may have', async () => {
    const many = Array.from({ length: 40 }, (_, n) => sender.send({ ...mail, key: `run-${n}:mail:1` }));
    const answers = await Promise.all(many);
    expect(answers.every((answer) => answer.as === 'done')).to.equal(true);
    expect(sink.connections()).to.be.at.most(3);
  });

  it('an address that breaks the protocol never reaches the server', async () => {
    const answer = await answerTo('accept', { ...mail, to: { address: 'a@b.example>\r\nRCPT TO:<x@y.example' } });
    expect(answer).to.include({ as: 'failed', address: 'bounced' });
    expect(sink.received).to.have.length(0);
  });
});

async function open(url: string): Promise<Sender> {
  const registry = await loadRegistry({ environment: { SMTP_URL: url }, publicUrl: 'http://127.0.0.1', log: () => {} });
  return registry.channel('email').open({
    id: 'a',
    senderName: 'Nurt Żółw',
    senderAddress: 'nurt@nurt.example',
    connections: 3,
    settings: {},
  });
}
