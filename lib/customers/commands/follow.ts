import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows, transaction } from "../../db";
import { notFound } from "../../errors";
import { notify } from "../../notifications/commands";
import { mustReach } from "../reach";

/** The actor follows a customer, or no longer. @throws AppError not_found */
export async function setFollowing(actor: Actor, customerId: string, follow: boolean): Promise<void> {
  allow(actor, "customers.read");
  const { userId } = actor;
  if (!userId) return;
  await transaction(actor, async (tx) => {
    const customer = await tx.customer.findFirst({ where: { id: customerId }, select: { id: true } });
    if (!customer) throw notFound("This customer");
    await mustReach(tx, actor, customerId);
    if (follow)
      await tx.customerFollow.createMany({
        data: [{ workspaceId: actor.workspaceId, customerId, userId }],
        skipDuplicates: true,
      });
    else await tx.customerFollow.deleteMany({ where: { customerId, userId } });
  });
}

/** What happened so long ago is no longer news: after a restore, or a long stop of the server. */
const NEWS_DAYS = 2;
/** Notifications of one run; the next takes the rest. */
const NEWS_STEP = 500;

type News = {
  customerId: string;
  name: string;
  what: "owner" | "nobody" | "merge" | "case" | "score";
  /** The event: it is told once. */
  ref: string;
  byId: string | null;
  owner: string | null;
  other: string | null;
  score: string | null;
  userIds: string[];
};

/**
 * Tells followers what happened since they follow: another owner, a merge, a new case, a low score. Read from what the
 * commands wrote, minutes later, so that neither an answer nor a change of thousands waits for it, whichever way it came.
 * @returns how many events were told
 */
export async function tellFollowers(actor: Actor, now: Date): Promise<number> {
  allow(actor, "customers.write");
  const some = await inWorkspace(actor).customerFollow.findFirst({ select: { customerId: true } });
  if (!some) return 0;
  const since = new Date(+now - NEWS_DAYS * 86_400_000).toISOString();
  return transaction(actor, async (tx) => {
    // Two runs at once would both tell.
    await rows(
      tx,
      actor,
      (w) => Prisma.sql`select pg_advisory_xact_lock(hashtextextended('follows ' || ${w}, 0))::text`,
    );
    const news = await rows<News>(
      tx,
      actor,
      (w) => Prisma.sql`
        with follows as (
          select f.customer_id, f.user_id, greatest(f.at, ${since}::timestamptz) as since
          from customer_follows f where f.workspace_id = ${w}
        ),
        events as (
          select f.user_id, f.customer_id, case when h.after is null or h.after = 'null' then 'nobody' else 'owner' end as what,
            h.id::text as ref, h.by_id, h.after #>> '{}' as owner_id, null as other, null as score
          from follows f
          join customer_changes h on h.workspace_id = ${w} and h.customer_id = f.customer_id and h.field = 'ownerId'
            and h.at > f.since
          union all
          select f.user_id, f.customer_id, 'merge', m.id::text, m.by_id, null, o.name, null
          from follows f
          join customer_merges m on m.workspace_id = ${w} and m.kept_id = f.customer_id and m.at > f.since and m.undone_at is null
          left join customers o on o.workspace_id = ${w} and o.id = m.merged_id
          union all
          select f.user_id, f.customer_id, 'score', 'nps ' || extract(epoch from x.last_nps_at)::text, null, null, null,
            x.last_nps::text
          from follows f
          join customer_experience x on x.workspace_id = ${w} and x.customer_id = f.customer_id
            and x.last_nps <= 6 and x.last_nps_at > f.since
          union all
          -- The case of a low score is told by the score.
          select f.user_id, f.customer_id, 'case', k.id::text, e.actor_id, null, null, null
          from follows f
          join cases k on k.workspace_id = ${w} and k.customer_id = f.customer_id and k.opened_at > f.since
            and k.response_id is null
          left join audit_events e on e.workspace_id = ${w} and e.subject_type = 'case' and e.subject_id = k.id
            and e.action = 'case.open'
        )
        select e.customer_id as "customerId", c.name, e.what, e.ref, e.by_id as "byId", u.name as owner, e.other, e.score,
          array_agg(e.user_id) as "userIds"
        from events e
        join customers c on c.workspace_id = ${w} and c.id = e.customer_id
        left join users u on u.id::text = e.owner_id
        where e.user_id is distinct from e.by_id and not exists (
          select from notifications n
          where n.workspace_id = ${w} and n.user_id = e.user_id and n.kind = 'follow' and n.detail->>'ref' = e.ref)
        group by e.customer_id, c.name, e.what, e.ref, e.by_id, u.name, e.other, e.score
        order by e.ref
        limit ${NEWS_STEP}`,
    );
    for (const { customerId, name, what, ref, byId, userIds, owner, other, score } of news) {
      await notify(tx, actor, {
        userIds,
        kind: "follow",
        href: `/customers/${customerId}`,
        detail: {
          what,
          name,
          ref,
          ...(owner ? { owner } : {}),
          ...(other ? { other } : {}),
          ...(score ? { score } : {}),
        },
        byId,
        customerId,
      });
    }
    return news.length;
  });
}
