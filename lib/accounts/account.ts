/** A connected Huawei Cloud account (domain), without its keys. */
export interface Account {
  domainId: string;
  name: string;
  /** ISO 4217; configured, never guessed. */
  currency: string;
  site: 'intl' | 'cn' | 'eu';
  /** Any project of the account: ratings ask for one. */
  projectId: string | null;
}
