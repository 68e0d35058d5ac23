"""A PostgreSQL cluster as a build artifact."""

def _postgres_cluster_impl(ctx):
    archive = ctx.actions.declare_file(ctx.label.name + ".tar")
    arguments = ctx.actions.args()
    arguments.add(archive)
    arguments.add(ctx.executable.migrate)
    ctx.actions.run(
        outputs = [archive],
        arguments = [arguments],
        executable = ctx.executable._builder,
        mnemonic = "PostgresCluster",
        progress_message = "Migrating a new PostgreSQL for %{label}",
        tools = [ctx.attr.migrate[DefaultInfo].files_to_run],
    )
    return [DefaultInfo(files = depset([archive]))]

postgres_cluster = rule(
    implementation = _postgres_cluster_impl,
    attrs = {
        "migrate": attr.label(
            cfg = "exec",
            doc = "A program that takes the address of an empty database and gives it the newest schema.",
            executable = True,
            mandatory = True,
        ),
        "_builder": attr.label(
            cfg = "exec",
            default = Label("//tests/support:build_cluster"),
            executable = True,
        ),
    },
    doc = """An initialised and migrated PostgreSQL cluster, stopped and packed into `<name>.tar`.

    Made once for each state of the migrations and of PostgreSQL. Tests start their servers from it, so that no test
    initialises or migrates anything.
    """,
)
