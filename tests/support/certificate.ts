/** A certificate that signs itself, for a day, with its key: both as PEM. Node makes keys but no certificates. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

export type Certificate = { readonly cert: string; readonly key: string };

/** Good for these names and addresses (IPv4). */
export function selfSigned(names: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signedWith = sequence(objectId('2a8648ce3d040302')); // ecdsa-with-SHA256
  const who = sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(names[0]!))))); // commonName
  const others = sequence(
    ...names.map((name) => (isIP(name) ? der(0x87, address(name)) : der(0x82, Buffer.from(name)))),
  );
  const extensions = sequence(
    sequence(objectId('551d13'), der(0x01, Buffer.of(0xff)), der(0x04, sequence(der(0x01, Buffer.of(0xff))))), // its own CA
    sequence(objectId('551d11'), der(0x04, others)), // subjectAltName
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))), // X.509 version 3
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    signedWith,
    who,
    sequence(time(-1), time(1)),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const whole = sequence(body, signedWith, der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)])));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function address(name: string): Buffer {
  return Buffer.from(name.split('.').map(Number));
}

function time(days: number): Buffer {
  const at = new Date(Date.now() + days * 86_400_000).toISOString();
  return der(0x17, Buffer.from(`${at.replace(/[-:T]|\..*/g, '').slice(2)}Z`));
}
