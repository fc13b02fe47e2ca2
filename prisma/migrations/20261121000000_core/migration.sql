-- Extensions that the indexes below need. All of them ship with Postgres.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- ---- from the models ----
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "controller" AS ENUM ('firm', 'partner', 'customer', 'public');

-- CreateEnum
CREATE TYPE "experience_response" AS ENUM ('sensory', 'affective', 'cognitive', 'physical', 'social');

-- CreateEnum
CREATE TYPE "customer_kind" AS ENUM ('person', 'company');

-- CreateEnum
CREATE TYPE "customer_side" AS ENUM ('buyer', 'seller', 'both');

-- CreateEnum
CREATE TYPE "lifecycle_stage" AS ENUM ('lead', 'prospect', 'new', 'active', 'loyal', 'at_risk', 'lost');

-- CreateEnum
CREATE TYPE "attribute_kind" AS ENUM ('text', 'number', 'boolean', 'date', 'choice', 'money');

-- CreateEnum
CREATE TYPE "customer_note_kind" AS ENUM ('need', 'problem', 'weakness', 'context');

-- CreateEnum
CREATE TYPE "deal_stage" AS ENUM ('attention', 'interest', 'desire', 'action', 'won', 'lost');

-- CreateEnum
CREATE TYPE "offer_trigger" AS ENUM ('silence', 'score_low', 'score_high', 'case_resolved', 'renewal_near', 'habit_passed', 'member');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('customers', 'answers', 'orders', 'interactions', 'contacts', 'deals');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('uploading', 'mapping', 'queued', 'running', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "interaction_kind" AS ENUM ('call', 'visit', 'email', 'chat', 'meeting', 'demo', 'note', 'service');

-- CreateEnum
CREATE TYPE "interaction_outcome" AS ENUM ('reached', 'no_answer', 'message', 'done');

-- CreateEnum
CREATE TYPE "interaction_reason" AS ENUM ('lead_generation', 'building_trust', 'time', 'demonstration', 'contract', 'engagement', 'needs', 'expectations', 'price', 'churn', 'other');

-- CreateEnum
CREATE TYPE "friction_decision" AS ENUM ('keep', 'reduce', 'remove');

-- CreateEnum
CREATE TYPE "quote_consent" AS ENUM ('none', 'internal', 'public');

-- CreateEnum
CREATE TYPE "quote_kind" AS ENUM ('quote', 'observation');

-- CreateEnum
CREATE TYPE "rollup_dimension" AS ENUM ('all', 'channel', 'touchpoint', 'segment', 'touchpoint_channel', 'touchpoint_segment');

-- CreateEnum
CREATE TYPE "move_cause" AS ENUM ('answer', 'order', 'interaction', 'edit', 'import', 'deal', 'case', 'list', 'time');

-- CreateEnum
CREATE TYPE "need_kind" AS ENUM ('need', 'expectation', 'motive', 'pain');

-- CreateEnum
CREATE TYPE "evidence" AS ENUM ('none', 'some', 'full');

-- CreateEnum
CREATE TYPE "survey_promise" AS ENUM ('identified', 'anonymous');

-- CreateEnum
CREATE TYPE "item_kind" AS ENUM ('nps', 'rating', 'effort', 'choice', 'text');

-- CreateEnum
CREATE TYPE "item_direction" AS ENUM ('higher', 'lower', 'none');

-- CreateEnum
CREATE TYPE "measure" AS ENUM ('nps', 'csat', 'ces', 'other');

-- CreateEnum
CREATE TYPE "token_purpose" AS ENUM ('survey_link', 'invitation', 'api_key', 'share');

-- CreateEnum
CREATE TYPE "business_model" AS ENUM ('b2b', 'b2c', 'c2c', 'c2b', 'platform');

-- CreateEnum
CREATE TYPE "market_strategy" AS ENUM ('leader', 'pretender', 'niche', 'price');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'cx_manager', 'farmer', 'hunter', 'executive');

-- CreateEnum
CREATE TYPE "row_scope" AS ENUM ('own', 'team', 'all');

-- CreateEnum
CREATE TYPE "seller_style" AS ENUM ('relationship', 'quick', 'platform');

-- CreateTable
CREATE TABLE "cases" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "customer_id" UUID,
    "response_id" UUID,
    "touchpoint_id" UUID,
    "owner_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "resolution" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "cases_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "channels" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "is_self_service" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "channels_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "touchpoints" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "controller" "controller" NOT NULL DEFAULT 'firm',
    "owner_id" UUID,
    "is_direct" BOOLEAN NOT NULL DEFAULT true,
    "cue" TEXT NOT NULL DEFAULT '',
    "reward" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "touchpoints_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "touchpoint_channels" (
    "workspace_id" UUID NOT NULL,
    "touchpoint_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,

    CONSTRAINT "touchpoint_channels_pkey" PRIMARY KEY ("workspace_id","touchpoint_id","channel_id")
);

-- CreateTable
CREATE TABLE "products" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "price_cents" BIGINT,
    "currency" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "products_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "brand_values" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "brand_values_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "brand_feelings" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "response" "experience_response" NOT NULL DEFAULT 'affective',
    "words" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "opposites" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "brand_feelings_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "touchpoint_feelings" (
    "workspace_id" UUID NOT NULL,
    "touchpoint_id" UUID NOT NULL,
    "feeling_id" UUID NOT NULL,

    CONSTRAINT "touchpoint_feelings_pkey" PRIMARY KEY ("workspace_id","touchpoint_id","feeling_id")
);

-- CreateTable
CREATE TABLE "customers" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "kind" "customer_kind" NOT NULL DEFAULT 'person',
    "side" "customer_side" NOT NULL DEFAULT 'buyer',
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "city" TEXT,
    "country" TEXT,
    "language" TEXT,
    "lifecycle" "lifecycle_stage" NOT NULL DEFAULT 'active',
    "owner_id" UUID,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "search_text" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "customers_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "attribute_definitions" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" "attribute_kind" NOT NULL,
    "options" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "unit" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "attribute_definitions_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "lifecycle_transitions" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "from_stage" "lifecycle_stage",
    "to_stage" "lifecycle_stage" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "lifecycle_transitions_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contacts" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "role" TEXT NOT NULL DEFAULT '',
    "influence" DOUBLE PRECISION,
    "stance" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "customer_experience" (
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "responses" INTEGER NOT NULL DEFAULT 0,
    "last_answer_at" TIMESTAMPTZ(3),
    "last_nps" SMALLINT,
    "last_nps_at" TIMESTAMPTZ(3),
    "latest" JSONB NOT NULL DEFAULT '{}',
    "touchpoints" JSONB NOT NULL DEFAULT '{}',
    "orders" INTEGER NOT NULL DEFAULT 0,
    "revenue_cents" BIGINT NOT NULL DEFAULT 0,
    "first_order_at" TIMESTAMPTZ(3),
    "last_order_at" TIMESTAMPTZ(3),
    "interactions" INTEGER NOT NULL DEFAULT 0,
    "last_interaction_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_experience_pkey" PRIMARY KEY ("workspace_id","customer_id")
);

-- CreateTable
CREATE TABLE "customer_notes" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" "customer_note_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '',
    "interaction_id" UUID,
    "response_id" UUID,
    "noted_on" DATE NOT NULL,
    "noted_by_id" UUID,
    "met_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_notes_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "customer_changes" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" UUID,

    CONSTRAINT "customer_changes_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "customer_shares" (
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_shares_pkey" PRIMARY KEY ("workspace_id","customer_id","user_id")
);

-- CreateTable
CREATE TABLE "customer_follows" (
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_follows_pkey" PRIMARY KEY ("workspace_id","customer_id","user_id")
);

-- CreateTable
CREATE TABLE "referrals" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "referrer_id" UUID NOT NULL,
    "referred_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referrals_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "customer_merges" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "snapshot" JSONB NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_merges_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "not_duplicates" (
    "workspace_id" UUID NOT NULL,
    "first_id" UUID NOT NULL,
    "second_id" UUID NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "not_duplicates_pkey" PRIMARY KEY ("workspace_id","first_id","second_id")
);

-- CreateTable
CREATE TABLE "deals" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "stage" "deal_stage" NOT NULL DEFAULT 'attention',
    "amount_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL DEFAULT 0.1,
    "source" TEXT NOT NULL DEFAULT '',
    "expected_close_on" DATE,
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "won_at" TIMESTAMPTZ(3),
    "lost_at" TIMESTAMPTZ(3),
    "loss_reason" TEXT NOT NULL DEFAULT '',
    "win_reason" TEXT NOT NULL DEFAULT '',
    "stage_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "competitors" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "demo_on" DATE,
    "demo_done_at" TIMESTAMPTZ(3),
    "contract_sent_on" DATE,
    "contract_signed_on" DATE,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "deals_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "offers" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "product_id" UUID,
    "name" TEXT NOT NULL,
    "price_cents" BIGINT,
    "currency" TEXT,
    "channel_id" UUID,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "offered_by_id" UUID,
    "accepted_at" TIMESTAMPTZ(3),
    "declined_at" TIMESTAMPTZ(3),
    "rule_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "ignored_at" TIMESTAMPTZ(3),

    CONSTRAINT "offers_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "deal_moves" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "from_stage" "deal_stage",
    "to_stage" "deal_stage" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" UUID,

    CONSTRAINT "deal_moves_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "deal_lines" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "product_id" UUID,
    "label" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "unit_cents" BIGINT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "deal_lines_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "handovers" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "hunter_id" UUID,
    "farmer_id" UUID,
    "checklist" JSONB NOT NULL DEFAULT '{}',
    "users" TEXT NOT NULL DEFAULT '',
    "promised" TEXT NOT NULL DEFAULT '',
    "goals" TEXT NOT NULL DEFAULT '',
    "has_self_service" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "handovers_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "offer_rules" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "segment_id" UUID,
    "trigger" "offer_trigger" NOT NULL,
    "trigger_days" INTEGER NOT NULL DEFAULT 30,
    "product_id" UUID,
    "offer" TEXT NOT NULL,
    "price_cents" BIGINT,
    "currency" TEXT,
    "channel_id" UUID,
    "from_day" DATE,
    "until_day" DATE,
    "cap_days" INTEGER NOT NULL DEFAULT 90,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paused_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_rules_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "health_conditions" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "segment_id" UUID,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "good" JSONB NOT NULL,
    "bad" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "health_conditions_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "customer_health" (
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "points" JSONB NOT NULL DEFAULT '{}',
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_health_pkey" PRIMARY KEY ("workspace_id","customer_id")
);

-- CreateTable
CREATE TABLE "import_jobs" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "import_kind",
    "status" "import_status" NOT NULL DEFAULT 'uploading',
    "file_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "encoding" TEXT NOT NULL DEFAULT 'utf-8',
    "header" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "phase" TEXT NOT NULL DEFAULT '',
    "rows_total" INTEGER NOT NULL DEFAULT 0,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT NOT NULL DEFAULT '',
    "result" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "import_jobs_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "import_chunks" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("workspace_id","import_id","no")
);

-- CreateTable
CREATE TABLE "import_refusals" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "cells" TEXT[],

    CONSTRAINT "import_refusals_pkey" PRIMARY KEY ("workspace_id","import_id","line")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT,
    "customer_key" TEXT,
    "customer_id" UUID,
    "at" TIMESTAMPTZ(3),
    "fields" TEXT[],
    "attributes" JSONB,
    "details" TEXT[],
    "values" INTEGER[],
    "texts" TEXT[],

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("workspace_id","import_id","line")
);

-- CreateTable
CREATE TABLE "saved_mappings" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "import_kind" NOT NULL,
    "mapping" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_mappings_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "improvements" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "insight_signature" TEXT,
    "touchpoint_id" UUID,
    "step_id" UUID,
    "segment_id" UUID,
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "improvements_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "insight_scans" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "params" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "failure" TEXT NOT NULL DEFAULT '',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "comparisons" INTEGER NOT NULL DEFAULT 0,
    "significant" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "insight_scans_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "insight_sentences" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "signature" TEXT NOT NULL,
    "finding" JSONB NOT NULL,
    "touchpoint_id" UUID,
    "segment_id" UUID,
    "least_n" INTEGER NOT NULL,
    "is_weak" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "insight_sentences_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "insight_dismissals" (
    "workspace_id" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "dismissed_by_id" UUID,
    "dismissed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "insight_dismissals_pkey" PRIMARY KEY ("workspace_id","signature")
);

-- CreateTable
CREATE TABLE "interactions" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "customer_id" UUID NOT NULL,
    "contact_id" UUID,
    "kind" "interaction_kind" NOT NULL,
    "outcome" "interaction_outcome" NOT NULL DEFAULT 'done',
    "reason" "interaction_reason" NOT NULL DEFAULT 'other',
    "text" TEXT NOT NULL DEFAULT '',
    "channel_id" UUID,
    "touchpoint_id" UUID,
    "user_id" UUID,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "next_step" TEXT NOT NULL DEFAULT '',
    "next_step_due_on" DATE,
    "next_step_done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "interactions_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "promises" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "interaction_id" UUID,
    "text" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "owner_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kept_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "promises_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "customer_id" UUID,
    "deal_id" UUID,
    "owner_id" UUID NOT NULL,
    "due_on" DATE,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journeys" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "segment_id" UUID,
    "owner_id" UUID,
    "template" TEXT,
    "cloned_from_id" UUID,
    "review_on" DATE,
    "reviewed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_by_id" UUID,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "journeys_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journey_stages" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "metric" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_stages_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journey_steps" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "stage_id" UUID NOT NULL,
    "touchpoint_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "doing" TEXT NOT NULL DEFAULT '',
    "thinking" TEXT NOT NULL DEFAULT '',
    "motives" TEXT NOT NULL DEFAULT '',
    "questions" TEXT NOT NULL DEFAULT '',
    "expectations" TEXT NOT NULL DEFAULT '',
    "pains" TEXT NOT NULL DEFAULT '',
    "needs" TEXT NOT NULL DEFAULT '',
    "ideas" TEXT NOT NULL DEFAULT '',
    "intended" TEXT NOT NULL DEFAULT '',
    "assumed_feeling" INTEGER,
    "evidence" "evidence" NOT NULL DEFAULT 'none',
    "friction" TEXT NOT NULL DEFAULT '',
    "friction_decision" "friction_decision",
    "friction_reason" TEXT NOT NULL DEFAULT '',
    "is_peak" BOOLEAN NOT NULL DEFAULT false,
    "is_flow" BOOLEAN NOT NULL DEFAULT false,
    "is_co_created" BOOLEAN NOT NULL DEFAULT false,
    "desired" DOUBLE PRECISION,
    "desired_effort" DOUBLE PRECISION,
    "desired_nps" DOUBLE PRECISION,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_steps_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "step_evidence" (
    "workspace_id" UUID NOT NULL,
    "step_id" UUID NOT NULL,
    "lane" TEXT NOT NULL,
    "quote_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_evidence_pkey" PRIMARY KEY ("workspace_id","step_id","lane","quote_id")
);

-- CreateTable
CREATE TABLE "journey_versions" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "snapshot" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "journey_versions_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journey_comments" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "step_id" UUID,
    "lane" TEXT,
    "text" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_comments_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journey_shares" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "last_opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_shares_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "orders" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "customer_id" UUID NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "total_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "channel_id" UUID,
    "seller_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "product_id" UUID,
    "label" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "unit_cents" BIGINT NOT NULL,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contracts" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "year_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "renews_on" DATE,
    "ended_on" DATE,
    "end_reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contracts_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "success_goals" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" UUID,
    "due_on" DATE,
    "reached_at" TIMESTAMPTZ(3),
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "success_goals_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "success_milestones" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" UUID,
    "due_on" DATE,
    "done_at" TIMESTAMPTZ(3),
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "success_milestones_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "interviews" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "speaker" TEXT NOT NULL DEFAULT '',
    "customer_id" UUID,
    "segment_id" UUID,
    "consent" "quote_consent" NOT NULL DEFAULT 'none',
    "held_on" DATE NOT NULL,
    "transcript" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "interviews_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "quotes" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "quote_kind" NOT NULL DEFAULT 'quote',
    "text" TEXT NOT NULL,
    "interview_id" UUID,
    "starts_at" INTEGER,
    "ends_at" INTEGER,
    "source" TEXT NOT NULL DEFAULT '',
    "speaker" TEXT NOT NULL DEFAULT '',
    "segment_id" UUID,
    "touchpoint_id" UUID,
    "feeling" INTEGER,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "consent" "quote_consent" NOT NULL DEFAULT 'none',
    "said_on" DATE,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "quotes_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "responses" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "survey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "link_id" UUID,
    "customer_id" UUID,
    "contact_id" UUID,
    "channel_id" UUID,
    "import_id" UUID,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_on" DATE NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "responses_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "answers" (
    "workspace_id" UUID NOT NULL,
    "response_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "customer_id" UUID,
    "channel_id" UUID,
    "touchpoint_id" UUID,
    "answered_on" DATE NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "value" INTEGER,
    "text" TEXT,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("workspace_id","response_id","item_id")
);

-- CreateTable
CREATE TABLE "answer_rollups" (
    "workspace_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "dimension" "rollup_dimension" NOT NULL,
    "member_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "n" INTEGER NOT NULL,
    "sum" BIGINT NOT NULL,
    "sum_sq" BIGINT NOT NULL,
    "b0" INTEGER NOT NULL DEFAULT 0,
    "b1" INTEGER NOT NULL DEFAULT 0,
    "b2" INTEGER NOT NULL DEFAULT 0,
    "b3" INTEGER NOT NULL DEFAULT 0,
    "b4" INTEGER NOT NULL DEFAULT 0,
    "b5" INTEGER NOT NULL DEFAULT 0,
    "b6" INTEGER NOT NULL DEFAULT 0,
    "b7" INTEGER NOT NULL DEFAULT 0,
    "b8" INTEGER NOT NULL DEFAULT 0,
    "b9" INTEGER NOT NULL DEFAULT 0,
    "b10" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "answer_rollups_pkey" PRIMARY KEY ("workspace_id","item_id","dimension","member_id","day")
);

-- CreateTable
CREATE TABLE "segments" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "rule" JSONB NOT NULL,
    "is_list" BOOLEAN NOT NULL DEFAULT false,
    "strategy" "market_strategy",
    "persona_name" TEXT NOT NULL DEFAULT '',
    "persona_line" TEXT NOT NULL DEFAULT '',
    "persona_story" TEXT NOT NULL DEFAULT '',
    "member_count" INTEGER NOT NULL DEFAULT 0,
    "computed_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "segments_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "segment_members" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_members_pkey" PRIMARY KEY ("workspace_id","segment_id","customer_id")
);

-- CreateTable
CREATE TABLE "segment_list_entries" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_list_entries_pkey" PRIMARY KEY ("workspace_id","segment_id","customer_id")
);

-- CreateTable
CREATE TABLE "segment_moves" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "entered" BOOLEAN NOT NULL,
    "cause" "move_cause" NOT NULL,
    "failed" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "segment_moves_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "segment_sizes" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "members" INTEGER NOT NULL,
    "entered" INTEGER NOT NULL DEFAULT 0,
    "left" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "segment_sizes_pkey" PRIMARY KEY ("workspace_id","segment_id","day")
);

-- CreateTable
CREATE TABLE "segment_needs" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "kind" "need_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "evidence" "evidence" NOT NULL DEFAULT 'none',
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_needs_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "segment_need_quotes" (
    "workspace_id" UUID NOT NULL,
    "need_id" UUID NOT NULL,
    "quote_id" UUID NOT NULL,

    CONSTRAINT "segment_need_quotes_pkey" PRIMARY KEY ("workspace_id","need_id","quote_id")
);

-- CreateTable
CREATE TABLE "surveys" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "current_version_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "survey_versions" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "promise" "survey_promise" NOT NULL,
    "definition" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by_id" UUID,

    CONSTRAINT "survey_versions_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "items" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" "item_kind" NOT NULL,
    "scale_min" INTEGER,
    "scale_max" INTEGER,
    "direction" "item_direction" NOT NULL DEFAULT 'none',
    "measure" "measure" NOT NULL DEFAULT 'other',
    "touchpoint_id" UUID,
    "is_placed" BOOLEAN NOT NULL DEFAULT false,
    "response" "experience_response",
    "options" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "items_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "survey_links" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "channel_id" UUID,
    "touchpoint_id" UUID,
    "customer_id" UUID,
    "contact_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "used_on" DATE,

    CONSTRAINT "survey_links_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_tokens" (
    "token_hash" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "purpose" "token_purpose" NOT NULL,
    "target_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "public_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "setup_token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "worker_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL DEFAULT '',
    "columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "owner_id" UUID NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "bulk_changes" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "change" JSONB NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "skipped" JSONB NOT NULL DEFAULT '[]',
    "before" JSONB NOT NULL DEFAULT '[]',
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_changes_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "href" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "computed_fields" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" "attribute_kind" NOT NULL DEFAULT 'number',
    "unit" TEXT NOT NULL DEFAULT '',
    "definition" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "computed_fields_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "model" "business_model" NOT NULL DEFAULT 'b2c',
    "strategy" "market_strategy" NOT NULL DEFAULT 'leader',
    "small_group" INTEGER NOT NULL DEFAULT 5,
    "rfm" JSONB,
    "brand_color" TEXT NOT NULL DEFAULT '#123b63',
    "brand_identity" TEXT NOT NULL DEFAULT '',
    "hunter_sees" "row_scope" NOT NULL DEFAULT 'all',
    "farmer_sees" "row_scope" NOT NULL DEFAULT 'all',
    "lost_after_days" INTEGER,
    "margin_share" DOUBLE PRECISION NOT NULL DEFAULT 0.4,
    "contact_cost_cents" BIGINT NOT NULL DEFAULT 800,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "lead_id" UUID,
    "direction" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "teams_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "style" "seller_style",
    "team_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "team_id" UUID,
    "invited_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "via" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "sales_quotas" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "quarter" DATE NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "sales_quotas_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "team_goals" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "team_id" UUID,
    "user_id" UUID,
    "text" TEXT NOT NULL,
    "due_on" DATE,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reached_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_goals_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "coaching_notes" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "coaching_notes_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "cases_workspace_id_resolved_at_opened_at_idx" ON "cases"("workspace_id", "resolved_at", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "cases_workspace_id_customer_id_idx" ON "cases"("workspace_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "cases_workspace_id_number_key" ON "cases"("workspace_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "cases_workspace_id_response_id_key" ON "cases"("workspace_id", "response_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_workspace_id_name_key" ON "channels"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "touchpoints_workspace_id_name_key" ON "touchpoints"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "products_workspace_id_name_key" ON "products"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "products_workspace_id_external_id_key" ON "products"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "brand_values_workspace_id_name_key" ON "brand_values"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "brand_feelings_workspace_id_name_key" ON "brand_feelings"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "touchpoint_feelings_workspace_id_feeling_id_idx" ON "touchpoint_feelings"("workspace_id", "feeling_id");

-- CreateIndex
CREATE INDEX "customers_workspace_id_name_id_idx" ON "customers"("workspace_id", "name", "id");

-- CreateIndex
CREATE INDEX "customers_workspace_id_owner_id_name_id_idx" ON "customers"("workspace_id", "owner_id", "name", "id");

-- CreateIndex
CREATE INDEX "customers_workspace_id_created_at_id_idx" ON "customers"("workspace_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "customers_workspace_id_email_idx" ON "customers"("workspace_id", "email");

-- CreateIndex
CREATE INDEX "customers_search_idx" ON "customers" USING GIN ("workspace_id" uuid_ops, "search_text" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "customers_workspace_id_external_id_key" ON "customers"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "attribute_definitions_workspace_id_key_key" ON "attribute_definitions"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "lifecycle_transitions_workspace_id_customer_id_at_idx" ON "lifecycle_transitions"("workspace_id", "customer_id", "at" DESC);

-- CreateIndex
CREATE INDEX "lifecycle_transitions_workspace_id_to_stage_at_idx" ON "lifecycle_transitions"("workspace_id", "to_stage", "at");

-- CreateIndex
CREATE INDEX "contacts_workspace_id_customer_id_idx" ON "contacts"("workspace_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "contacts_workspace_id_external_id_key" ON "contacts"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "customer_experience_workspace_id_revenue_cents_customer_id_idx" ON "customer_experience"("workspace_id", "revenue_cents" DESC, "customer_id" DESC);

-- CreateIndex
CREATE INDEX "customer_notes_workspace_id_customer_id_kind_idx" ON "customer_notes"("workspace_id", "customer_id", "kind");

-- CreateIndex
CREATE INDEX "customer_changes_workspace_id_customer_id_field_at_idx" ON "customer_changes"("workspace_id", "customer_id", "field", "at" DESC);

-- CreateIndex
CREATE INDEX "customer_shares_workspace_id_user_id_idx" ON "customer_shares"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "customer_follows_workspace_id_user_id_idx" ON "customer_follows"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "referrals_workspace_id_referrer_id_idx" ON "referrals"("workspace_id", "referrer_id");

-- CreateIndex
CREATE INDEX "referrals_workspace_id_at_idx" ON "referrals"("workspace_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_workspace_id_referred_id_key" ON "referrals"("workspace_id", "referred_id");

-- CreateIndex
CREATE INDEX "customer_merges_workspace_id_kept_id_idx" ON "customer_merges"("workspace_id", "kept_id");

-- CreateIndex
CREATE INDEX "customer_merges_workspace_id_at_idx" ON "customer_merges"("workspace_id", "at" DESC);

-- CreateIndex
CREATE INDEX "deals_workspace_id_customer_id_idx" ON "deals"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "deals_workspace_id_owner_id_stage_idx" ON "deals"("workspace_id", "owner_id", "stage");

-- CreateIndex
CREATE INDEX "deals_workspace_id_stage_expected_close_on_idx" ON "deals"("workspace_id", "stage", "expected_close_on");

-- CreateIndex
CREATE UNIQUE INDEX "deals_workspace_id_external_id_key" ON "deals"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "offers_workspace_id_customer_id_idx" ON "offers"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "offers_workspace_id_rule_id_idx" ON "offers"("workspace_id", "rule_id");

-- CreateIndex
CREATE INDEX "deal_moves_workspace_id_deal_id_at_idx" ON "deal_moves"("workspace_id", "deal_id", "at");

-- CreateIndex
CREATE INDEX "deal_lines_workspace_id_deal_id_idx" ON "deal_lines"("workspace_id", "deal_id");

-- CreateIndex
CREATE INDEX "handovers_workspace_id_customer_id_idx" ON "handovers"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "handovers_workspace_id_completed_at_idx" ON "handovers"("workspace_id", "completed_at");

-- CreateIndex
CREATE UNIQUE INDEX "handovers_workspace_id_deal_id_key" ON "handovers"("workspace_id", "deal_id");

-- CreateIndex
CREATE UNIQUE INDEX "offer_rules_workspace_id_name_key" ON "offer_rules"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "health_conditions_workspace_id_name_key" ON "health_conditions"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "customer_health_workspace_id_score_idx" ON "customer_health"("workspace_id", "score");

-- CreateIndex
CREATE INDEX "import_jobs_workspace_id_created_at_idx" ON "import_jobs"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "saved_mappings_workspace_id_name_key" ON "saved_mappings"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "improvements_workspace_id_created_at_idx" ON "improvements"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "improvements_workspace_id_insight_signature_idx" ON "improvements"("workspace_id", "insight_signature");

-- CreateIndex
CREATE INDEX "improvements_workspace_id_touchpoint_id_idx" ON "improvements"("workspace_id", "touchpoint_id");

-- CreateIndex
CREATE INDEX "insight_scans_workspace_id_started_at_idx" ON "insight_scans"("workspace_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "insight_sentences_workspace_id_signature_idx" ON "insight_sentences"("workspace_id", "signature");

-- CreateIndex
CREATE UNIQUE INDEX "insight_sentences_workspace_id_scan_id_rank_key" ON "insight_sentences"("workspace_id", "scan_id", "rank");

-- CreateIndex
CREATE INDEX "interactions_workspace_id_customer_id_happened_at_idx" ON "interactions"("workspace_id", "customer_id", "happened_at" DESC);

-- CreateIndex
CREATE INDEX "interactions_workspace_id_user_id_next_step_due_on_idx" ON "interactions"("workspace_id", "user_id", "next_step_due_on");

-- CreateIndex
CREATE INDEX "interactions_workspace_id_user_id_happened_at_idx" ON "interactions"("workspace_id", "user_id", "happened_at");

-- CreateIndex
CREATE UNIQUE INDEX "interactions_workspace_id_external_id_key" ON "interactions"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "promises_workspace_id_customer_id_idx" ON "promises"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "promises_workspace_id_owner_id_due_on_idx" ON "promises"("workspace_id", "owner_id", "due_on");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_owner_id_done_at_due_on_idx" ON "tasks"("workspace_id", "owner_id", "done_at", "due_on");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_customer_id_idx" ON "tasks"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "journeys_workspace_id_segment_id_idx" ON "journeys"("workspace_id", "segment_id");

-- CreateIndex
CREATE INDEX "journey_stages_workspace_id_journey_id_position_idx" ON "journey_stages"("workspace_id", "journey_id", "position");

-- CreateIndex
CREATE INDEX "journey_steps_workspace_id_stage_id_position_idx" ON "journey_steps"("workspace_id", "stage_id", "position");

-- CreateIndex
CREATE INDEX "journey_steps_workspace_id_touchpoint_id_idx" ON "journey_steps"("workspace_id", "touchpoint_id");

-- CreateIndex
CREATE INDEX "step_evidence_workspace_id_quote_id_idx" ON "step_evidence"("workspace_id", "quote_id");

-- CreateIndex
CREATE UNIQUE INDEX "journey_versions_workspace_id_journey_id_number_key" ON "journey_versions"("workspace_id", "journey_id", "number");

-- CreateIndex
CREATE INDEX "journey_comments_workspace_id_journey_id_created_at_idx" ON "journey_comments"("workspace_id", "journey_id", "created_at");

-- CreateIndex
CREATE INDEX "journey_shares_workspace_id_journey_id_idx" ON "journey_shares"("workspace_id", "journey_id");

-- CreateIndex
CREATE INDEX "orders_workspace_id_customer_id_ordered_at_idx" ON "orders"("workspace_id", "customer_id", "ordered_at" DESC);

-- CreateIndex
CREATE INDEX "orders_workspace_id_ordered_at_idx" ON "orders"("workspace_id", "ordered_at");

-- CreateIndex
CREATE UNIQUE INDEX "orders_workspace_id_external_id_key" ON "orders"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "order_lines_workspace_id_order_id_idx" ON "order_lines"("workspace_id", "order_id");

-- CreateIndex
CREATE INDEX "order_lines_workspace_id_product_id_idx" ON "order_lines"("workspace_id", "product_id");

-- CreateIndex
CREATE INDEX "contracts_workspace_id_customer_id_idx" ON "contracts"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "contracts_workspace_id_renews_on_idx" ON "contracts"("workspace_id", "renews_on");

-- CreateIndex
CREATE UNIQUE INDEX "contracts_workspace_id_external_id_key" ON "contracts"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "success_goals_workspace_id_customer_id_position_idx" ON "success_goals"("workspace_id", "customer_id", "position");

-- CreateIndex
CREATE INDEX "success_milestones_workspace_id_goal_id_position_idx" ON "success_milestones"("workspace_id", "goal_id", "position");

-- CreateIndex
CREATE INDEX "success_milestones_workspace_id_owner_id_due_on_idx" ON "success_milestones"("workspace_id", "owner_id", "due_on");

-- CreateIndex
CREATE INDEX "interviews_workspace_id_held_on_idx" ON "interviews"("workspace_id", "held_on" DESC);

-- CreateIndex
CREATE INDEX "interviews_workspace_id_customer_id_idx" ON "interviews"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "quotes_workspace_id_created_at_id_idx" ON "quotes"("workspace_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "quotes_workspace_id_interview_id_idx" ON "quotes"("workspace_id", "interview_id");

-- CreateIndex
CREATE INDEX "quotes_workspace_id_touchpoint_id_idx" ON "quotes"("workspace_id", "touchpoint_id");

-- CreateIndex
CREATE INDEX "quotes_workspace_id_segment_id_idx" ON "quotes"("workspace_id", "segment_id");

-- CreateIndex
CREATE INDEX "responses_workspace_id_customer_id_answered_at_idx" ON "responses"("workspace_id", "customer_id", "answered_at" DESC);

-- CreateIndex
CREATE INDEX "responses_workspace_id_answered_at_id_idx" ON "responses"("workspace_id", "answered_at" DESC, "id");

-- CreateIndex
CREATE INDEX "responses_workspace_id_survey_id_answered_at_idx" ON "responses"("workspace_id", "survey_id", "answered_at" DESC);

-- CreateIndex
CREATE INDEX "responses_archived_idx" ON "responses"("workspace_id", "id") WHERE (archived_at is not null);

-- CreateIndex
CREATE UNIQUE INDEX "responses_workspace_id_external_id_key" ON "responses"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "answers_workspace_id_item_id_answered_on_idx" ON "answers"("workspace_id", "item_id", "answered_on");

-- CreateIndex
CREATE INDEX "answers_workspace_id_customer_id_item_id_answered_at_idx" ON "answers"("workspace_id", "customer_id", "item_id", "answered_at" DESC);

-- CreateIndex
CREATE INDEX "answer_rollups_workspace_id_dimension_member_id_day_idx" ON "answer_rollups"("workspace_id", "dimension", "member_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "segments_workspace_id_name_key" ON "segments"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "segment_members_workspace_id_customer_id_idx" ON "segment_members"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "segment_list_entries_workspace_id_customer_id_idx" ON "segment_list_entries"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "segment_moves_workspace_id_segment_id_at_idx" ON "segment_moves"("workspace_id", "segment_id", "at" DESC);

-- CreateIndex
CREATE INDEX "segment_moves_workspace_id_customer_id_at_idx" ON "segment_moves"("workspace_id", "customer_id", "at" DESC);

-- CreateIndex
CREATE INDEX "segment_needs_workspace_id_segment_id_kind_position_idx" ON "segment_needs"("workspace_id", "segment_id", "kind", "position");

-- CreateIndex
CREATE INDEX "segment_need_quotes_workspace_id_quote_id_idx" ON "segment_need_quotes"("workspace_id", "quote_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_versions_workspace_id_survey_id_number_key" ON "survey_versions"("workspace_id", "survey_id", "number");

-- CreateIndex
CREATE INDEX "items_workspace_id_touchpoint_id_idx" ON "items"("workspace_id", "touchpoint_id");

-- CreateIndex
CREATE UNIQUE INDEX "items_workspace_id_no_key" ON "items"("workspace_id", "no");

-- CreateIndex
CREATE UNIQUE INDEX "items_workspace_id_survey_id_key_key" ON "items"("workspace_id", "survey_id", "key");

-- CreateIndex
CREATE INDEX "survey_links_workspace_id_survey_id_idx" ON "survey_links"("workspace_id", "survey_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "public_tokens_workspace_id_target_id_idx" ON "public_tokens"("workspace_id", "target_id");

-- CreateIndex
CREATE INDEX "saved_views_workspace_id_page_owner_id_idx" ON "saved_views"("workspace_id", "page", "owner_id");

-- CreateIndex
CREATE INDEX "bulk_changes_workspace_id_created_at_idx" ON "bulk_changes"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "notifications_workspace_id_user_id_read_at_created_at_idx" ON "notifications"("workspace_id", "user_id", "read_at", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "computed_fields_workspace_id_key_key" ON "computed_fields"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "teams_workspace_id_name_key" ON "teams"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_workspace_id_user_id_key" ON "memberships"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "invitations_workspace_id_email_idx" ON "invitations"("workspace_id", "email");

-- CreateIndex
CREATE INDEX "audit_events_workspace_id_at_idx" ON "audit_events"("workspace_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_workspace_id_subject_type_subject_id_idx" ON "audit_events"("workspace_id", "subject_type", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "sales_quotas_workspace_id_user_id_quarter_key" ON "sales_quotas"("workspace_id", "user_id", "quarter");

-- CreateIndex
CREATE INDEX "team_goals_workspace_id_user_id_idx" ON "team_goals"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "coaching_notes_workspace_id_user_id_created_at_idx" ON "coaching_notes"("workspace_id", "user_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_workspace_id_response_id_fkey" FOREIGN KEY ("workspace_id", "response_id") REFERENCES "responses"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "touchpoint_channels" ADD CONSTRAINT "touchpoint_channels_workspace_id_touchpoint_id_fkey" FOREIGN KEY ("workspace_id", "touchpoint_id") REFERENCES "touchpoints"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "touchpoint_channels" ADD CONSTRAINT "touchpoint_channels_workspace_id_channel_id_fkey" FOREIGN KEY ("workspace_id", "channel_id") REFERENCES "channels"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "touchpoint_feelings" ADD CONSTRAINT "touchpoint_feelings_workspace_id_touchpoint_id_fkey" FOREIGN KEY ("workspace_id", "touchpoint_id") REFERENCES "touchpoints"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "touchpoint_feelings" ADD CONSTRAINT "touchpoint_feelings_workspace_id_feeling_id_fkey" FOREIGN KEY ("workspace_id", "feeling_id") REFERENCES "brand_feelings"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "lifecycle_transitions" ADD CONSTRAINT "lifecycle_transitions_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_experience" ADD CONSTRAINT "customer_experience_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_changes" ADD CONSTRAINT "customer_changes_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_shares" ADD CONSTRAINT "customer_shares_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_follows" ADD CONSTRAINT "customer_follows_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_workspace_id_referrer_id_fkey" FOREIGN KEY ("workspace_id", "referrer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_workspace_id_referred_id_fkey" FOREIGN KEY ("workspace_id", "referred_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "deals" ADD CONSTRAINT "deals_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_workspace_id_product_id_fkey" FOREIGN KEY ("workspace_id", "product_id") REFERENCES "products"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_workspace_id_rule_id_fkey" FOREIGN KEY ("workspace_id", "rule_id") REFERENCES "offer_rules"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "deal_moves" ADD CONSTRAINT "deal_moves_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deals"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "deal_lines" ADD CONSTRAINT "deal_lines_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deals"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "deal_lines" ADD CONSTRAINT "deal_lines_workspace_id_product_id_fkey" FOREIGN KEY ("workspace_id", "product_id") REFERENCES "products"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deals"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_health" ADD CONSTRAINT "customer_health_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "import_jobs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_refusals" ADD CONSTRAINT "import_refusals_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "import_jobs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "insight_sentences" ADD CONSTRAINT "insight_sentences_workspace_id_scan_id_fkey" FOREIGN KEY ("workspace_id", "scan_id") REFERENCES "insight_scans"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_workspace_id_interaction_id_fkey" FOREIGN KEY ("workspace_id", "interaction_id") REFERENCES "interactions"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journeys" ADD CONSTRAINT "journeys_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segments"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journeys" ADD CONSTRAINT "journeys_workspace_id_cloned_from_id_fkey" FOREIGN KEY ("workspace_id", "cloned_from_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journey_stages" ADD CONSTRAINT "journey_stages_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journey_steps" ADD CONSTRAINT "journey_steps_workspace_id_stage_id_fkey" FOREIGN KEY ("workspace_id", "stage_id") REFERENCES "journey_stages"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journey_steps" ADD CONSTRAINT "journey_steps_workspace_id_touchpoint_id_fkey" FOREIGN KEY ("workspace_id", "touchpoint_id") REFERENCES "touchpoints"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "step_evidence" ADD CONSTRAINT "step_evidence_workspace_id_step_id_fkey" FOREIGN KEY ("workspace_id", "step_id") REFERENCES "journey_steps"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "step_evidence" ADD CONSTRAINT "step_evidence_workspace_id_quote_id_fkey" FOREIGN KEY ("workspace_id", "quote_id") REFERENCES "quotes"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journey_versions" ADD CONSTRAINT "journey_versions_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journey_comments" ADD CONSTRAINT "journey_comments_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journey_shares" ADD CONSTRAINT "journey_shares_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "orders"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_workspace_id_product_id_fkey" FOREIGN KEY ("workspace_id", "product_id") REFERENCES "products"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "success_goals" ADD CONSTRAINT "success_goals_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "success_milestones" ADD CONSTRAINT "success_milestones_workspace_id_goal_id_fkey" FOREIGN KEY ("workspace_id", "goal_id") REFERENCES "success_goals"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "interviews" ADD CONSTRAINT "interviews_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_workspace_id_interview_id_fkey" FOREIGN KEY ("workspace_id", "interview_id") REFERENCES "interviews"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_workspace_id_touchpoint_id_fkey" FOREIGN KEY ("workspace_id", "touchpoint_id") REFERENCES "touchpoints"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "responses" ADD CONSTRAINT "responses_workspace_id_survey_id_fkey" FOREIGN KEY ("workspace_id", "survey_id") REFERENCES "surveys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "responses" ADD CONSTRAINT "responses_workspace_id_version_id_fkey" FOREIGN KEY ("workspace_id", "version_id") REFERENCES "survey_versions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "responses" ADD CONSTRAINT "responses_workspace_id_link_id_fkey" FOREIGN KEY ("workspace_id", "link_id") REFERENCES "survey_links"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "responses" ADD CONSTRAINT "responses_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_workspace_id_response_id_fkey" FOREIGN KEY ("workspace_id", "response_id") REFERENCES "responses"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_workspace_id_item_id_fkey" FOREIGN KEY ("workspace_id", "item_id") REFERENCES "items"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segments"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_list_entries" ADD CONSTRAINT "segment_list_entries_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segments"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_list_entries" ADD CONSTRAINT "segment_list_entries_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_moves" ADD CONSTRAINT "segment_moves_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segments"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_moves" ADD CONSTRAINT "segment_moves_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_sizes" ADD CONSTRAINT "segment_sizes_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segments"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_needs" ADD CONSTRAINT "segment_needs_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segments"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_need_quotes" ADD CONSTRAINT "segment_need_quotes_workspace_id_need_id_fkey" FOREIGN KEY ("workspace_id", "need_id") REFERENCES "segment_needs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "segment_need_quotes" ADD CONSTRAINT "segment_need_quotes_workspace_id_quote_id_fkey" FOREIGN KEY ("workspace_id", "quote_id") REFERENCES "quotes"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_versions" ADD CONSTRAINT "survey_versions_workspace_id_survey_id_fkey" FOREIGN KEY ("workspace_id", "survey_id") REFERENCES "surveys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_workspace_id_survey_id_fkey" FOREIGN KEY ("workspace_id", "survey_id") REFERENCES "surveys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_workspace_id_touchpoint_id_fkey" FOREIGN KEY ("workspace_id", "touchpoint_id") REFERENCES "touchpoints"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_links" ADD CONSTRAINT "survey_links_workspace_id_survey_id_fkey" FOREIGN KEY ("workspace_id", "survey_id") REFERENCES "surveys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_links" ADD CONSTRAINT "survey_links_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customers"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_parent_id_fkey" FOREIGN KEY ("workspace_id", "parent_id") REFERENCES "teams"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- ---- written by hand ----
-- Rows that change with every answer keep room on their page, so that updates stay on it.
ALTER TABLE "customer_experience" SET (fillfactor = 70);
ALTER TABLE "answer_rollups" SET (fillfactor = 70);

ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_small_group_check" CHECK ("small_group" BETWEEN 3 AND 10);
ALTER TABLE "installation" ADD CONSTRAINT "installation_one_row_check" CHECK ("id" = 1);
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower_check" CHECK ("email" = lower("email"));
ALTER TABLE "answers" ADD CONSTRAINT "answers_said_something_check" CHECK ("value" IS NOT NULL OR "text" IS NOT NULL);
ALTER TABLE "answer_rollups" ADD CONSTRAINT "answer_rollups_n_check" CHECK ("n" >= 0);

-- Rows on their way through an import can be read again from the file: they need no write-ahead log.
ALTER TABLE "import_rows" SET UNLOGGED;
