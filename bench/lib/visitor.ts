/** Cookies as a browser would keep them. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  constructor(private readonly origin: string) {}

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${this.origin}${path}`, {
      redirect: "manual",
      ...init,
      headers: { ...init.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      this.cookies.set(name, value);
    }
    return response;
  }

  async signIn(email: string, password: string): Promise<void> {
    const { csrfToken } = (await (await this.ask("/api/auth/csrf")).json()) as { csrfToken: string };
    await this.ask("/api/auth/callback/password", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, email, password }),
    });
  }

  /** A whole page, to its last byte. @throws Error when it is not the page */
  async page(path: string, holds: string): Promise<number> {
    const response = await this.ask(path);
    const html = await response.text();
    if (response.status !== 200 || !html.includes(holds))
      throw new Error(`${path} answered ${response.status} without "${holds}".`);
    return html.length;
  }
}
