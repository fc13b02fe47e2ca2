import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { env } from "./env";
import { log } from "./log";

export type Mail = { to: string; subject: string; text: string };

const shared = globalThis as typeof globalThis & { waymarkMailer?: Transporter };

/** Sends a mail. @returns false when no SMTP server is set or it refused; the caller then shows what the mail would have said */
export async function sendMail(mail: Mail): Promise<boolean> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) return false;
  shared.waymarkMailer ??= createTransport(SMTP_URL);
  try {
    await shared.waymarkMailer.sendMail({ from: MAIL_FROM, ...mail });
    return true;
  } catch (error) {
    log.warn({ err: error }, "mail was not accepted");
    return false;
  }
}
