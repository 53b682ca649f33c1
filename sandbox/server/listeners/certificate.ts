import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, der, explicit, identifier, integer, octets, sequence, set, time, truth, utf8 } from './der';

const DAY = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(identifier('1.2.840.10045.4.3.2'));

export type CertificateKind = 'selfSigned' | 'expired' | 'otherHost';

/** A new key with a certificate that it signed itself, both PEM. The certificate may serve as its own root. */
export function makeCertificate(kind: CertificateKind, now = Date.now()): { key: string; certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(set(sequence(identifier('2.5.4.3'), utf8('Sandbox'))));
  const [from, to] = kind === 'expired' ? [now - 60 * DAY, now - DAY] : [now - DAY, now + 30 * DAY];
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(alternativeNames(kind), basicConstraints())),
  );
  const certificate = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
  };
}

/** The names it is good for: loopback, or a host that nobody asks for. */
function alternativeNames(kind: CertificateKind): Buffer {
  const dns = (host: string) => der(0x82, Buffer.from(host));
  const names =
    kind === 'otherHost' ? [dns('elsewhere.invalid')] : [dns('localhost'), der(0x87, Buffer.from([127, 0, 0, 1]))];
  return sequence(identifier('2.5.29.17'), octets(sequence(...names)));
}

const basicConstraints = (): Buffer => sequence(identifier('2.5.29.19'), truth, octets(sequence(truth)));
