use bihuan_domain::permission::Permission;
use bihuan_testkit::policy;

/// A change of what a role may do shows in review as a change of this table.
#[test]
fn what_the_roles_of_the_sample_policy_may_do_is_agreed() {
    let roles = policy::bundle().roles;
    let mut table = String::new();
    for permission in Permission::ALL {
        let names: Vec<&str> =
            roles.iter().filter(|role| role.may.contains(permission)).map(|role| role.code.as_str()).collect();
        table.push_str(&format!("{:26}{}\n", permission.as_str(), names.join(" ")));
    }
    insta::assert_snapshot!(table);
}
