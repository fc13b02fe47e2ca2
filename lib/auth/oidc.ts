/** What an OpenID provider says of a person. */
export type OidcProfile = { sub: string; email?: string | null; email_verified?: boolean | string | null };

/**
 * The address that single sign-on proves, or null. A provider that lets people type any address must not open the
 * account of whoever has it: without `email_verified` an address is refused, unless the settings say that this provider
 * only knows addresses it has checked itself (OIDC_TRUST_EMAIL).
 */
export function provenEmail({ email, email_verified }: OidcProfile, trustsProvider: boolean): string | null {
  // Some providers write their booleans as words.
  const isVerified = email_verified === true || email_verified === "true";
  return email && (isVerified || trustsProvider) ? email : null;
}
