-- The tables behind every journal. Entries are only ever added: what happened cannot unhappen, a correction is a new entry.

CREATE TABLE journal (
    sequence    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- order of allocation, not of commit: only the relay reads by it
    id          uuid        NOT NULL UNIQUE,
    stream      text        NOT NULL,
    version     integer     NOT NULL,
    type        text        NOT NULL,
    published   boolean     NOT NULL,
    payload     text        NOT NULL,  -- the exact bytes that were hashed; jsonb would change them
    occurred_on date        NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor       text        NOT NULL,
    cause       uuid,
    reaction    text,
    trace       text,
    hash        bytea       NOT NULL,
    position    bigint,
    previous    bigint,
    chain       bytea,
    CONSTRAINT journal_stream_version UNIQUE (stream, version),
    CONSTRAINT journal_cause_reaction UNIQUE (cause, reaction),
    CONSTRAINT journal_numbered_whole CHECK ((position IS NULL) = (previous IS NULL) AND (position IS NULL) = (chain IS NULL))
);

-- Serves "is anything waiting for a position?" also when nothing is.
CREATE INDEX journal_unnumbered ON journal (sequence) WHERE position IS NULL;
CREATE UNIQUE INDEX journal_position ON journal (position) WHERE position IS NOT NULL;
CREATE INDEX journal_published ON journal (position) WHERE published AND position IS NOT NULL;

CREATE FUNCTION journal_refuses_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL
       AND ROW(NEW.sequence, NEW.id, NEW.stream, NEW.version, NEW.type, NEW.published, NEW.payload, NEW.occurred_on, NEW.recorded_at, NEW.actor, NEW.cause, NEW.reaction, NEW.trace, NEW.hash)
           IS NOT DISTINCT FROM
           ROW(OLD.sequence, OLD.id, OLD.stream, OLD.version, OLD.type, OLD.published, OLD.payload, OLD.occurred_on, OLD.recorded_at, OLD.actor, OLD.cause, OLD.reaction, OLD.trace, OLD.hash)
    THEN
        RETURN NEW;  -- the relay gives an entry its position, once
    END IF;
    RAISE EXCEPTION 'journal entries are never changed and never deleted' USING ERRCODE = 'raise_exception';
END $$;

CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_refuses_change();
CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses_change();

-- Where this journal stands. One row.
CREATE TABLE journal_head (
    one                boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch              bigint  NOT NULL DEFAULT (extract(epoch FROM now()) * 1000)::bigint,  -- ms: a database made anew is never taken for the old one
    position           bigint  NOT NULL DEFAULT 0,
    chain              bytea   NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    previous_published bigint  NOT NULL DEFAULT 0,
    sent               bigint  NOT NULL DEFAULT 0,  -- published entries up to here are confirmed by the broker
    verified           bigint  NOT NULL DEFAULT 0,
    incarnation        text                        -- which database of which server this is, as the relay's leader last saw it
);
INSERT INTO journal_head DEFAULT VALUES;

-- Answers given under an Idempotency-Key, in the transaction of the change they answer.
CREATE TABLE idempotency (
    actor        text        NOT NULL,
    route        text        NOT NULL,
    key          text        NOT NULL,
    request_hash bytea       NOT NULL,
    status       integer,
    location     text,
    etag         text,
    body         bytea,
    recorded_at  timestamptz NOT NULL,
    PRIMARY KEY (actor, route, key)
);

-- How far this service has applied each source, and the chain value it saw there: the witness of a cut or rewritten past.
CREATE TABLE cursor (
    source     text    PRIMARY KEY,
    epoch      bigint  NOT NULL,
    position   bigint  NOT NULL,
    chain      bytea   NOT NULL,
    generation integer NOT NULL DEFAULT 1  -- raised each time the source's past was found rewritten
);

CREATE TABLE copy_version (
    source text    NOT NULL,
    copy   text    NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (source, copy)
);

-- One line per foreign fact applied: what is left to tell what a restored source has lost.
CREATE TABLE evidence (
    number      bigint  GENERATED ALWAYS AS IDENTITY,  -- the order in which they were applied
    source      text    NOT NULL,
    generation  integer NOT NULL,
    position    bigint  NOT NULL,
    id          uuid    NOT NULL,
    stream      text    NOT NULL,
    type        text    NOT NULL,
    occurred_on date    NOT NULL,
    PRIMARY KEY (source, generation, position)
);
CREATE INDEX evidence_id ON evidence (source, id);

CREATE TABLE fork (
    source     text        NOT NULL,
    generation integer     NOT NULL,  -- the one that was followed until then
    epoch      bigint      NOT NULL,
    position   bigint      NOT NULL,
    new_epoch  bigint      NOT NULL,
    noticed_at timestamptz NOT NULL,
    PRIMARY KEY (source, generation)
);

CREATE TABLE parked (
    source    text        NOT NULL,
    position  bigint      NOT NULL,
    id        uuid        NOT NULL,
    stream    text        NOT NULL,
    envelope  text        NOT NULL,
    reason    text        NOT NULL,
    tries     integer     NOT NULL,
    parked_at timestamptz NOT NULL,
    skipped   text,
    PRIMARY KEY (source, id)
);
CREATE INDEX parked_stream ON parked (source, stream, position) WHERE skipped IS NULL;
