/** The receiving end of `mail.ts`, in a process of its own: counts what it takes. */
import { startSmtpSink } from '../tests/support/smtp-sink.ts';

const sink = await startSmtpSink({ keep: false });
process.send?.({ port: sink.port });
process.on('message', () => process.send?.({ received: sink.received.length }));
process.on('disconnect', () => process.exit(0));
